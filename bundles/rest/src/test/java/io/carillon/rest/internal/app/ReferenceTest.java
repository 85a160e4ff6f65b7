package io.carillon.rest.internal.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections;
import io.carillon.rest.internal.config.Settings;
import io.carillon.rest.internal.fake.ServerCase;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds REST.md against the code. */
class ReferenceTest extends ServerCase {

    /** How the sources name a code: in what is thrown, or in a problem with its status. */
    private static final Pattern CODE =
            Pattern.compile("(?:ConflictException|badRequest|forbidden|unknown)\\(\\s*\"([a-z-]+)\"\\s*,"
                    + "|(?:ProblemException|ProblemDetail\\.of|later)\\(\\s*\\d+,\\s*\"([a-z-]+)\"");

    private String reference;

    @BeforeEach
    void read() throws IOException {
        reference = Files.readString(java.nio.file.Path.of("REST.md"));
    }

    @Test
    void everyCallIsThere() {
        RestApplication application = new RestApplication(
                new Settings(Optional.empty(), Duration.ofHours(1)), server.backend(), server.clock, new Random(1));

        assertThat(calls(application)).hasSizeGreaterThan(60).allSatisfy(call -> assertThat(reference)
                .contains("| `" + call + "` |"));
        application.close();
    }

    @SuppressWarnings("deprecation")
    private static SortedSet<String> calls(RestApplication application) {
        SortedSet<String> calls = new TreeSet<>();
        for (Object part : application.getSingletons()) {
            Path base = part.getClass().getAnnotation(Path.class);
            for (Method method : base == null ? new Method[0] : part.getClass().getMethods()) {
                String path = "/" + base.value()
                        + Optional.ofNullable(method.getAnnotation(Path.class))
                                .map(own -> "/" + own.value())
                                .orElse("");
                Stream.of(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                        .filter(verb -> verb != null)
                        .forEach(verb -> calls.add(verb.value() + " " + path));
            }
        }
        return calls;
    }

    @Test
    void everyCodeIsThere() throws IOException {
        SortedSet<String> codes = new TreeSet<>();
        codes.add(ConflictException.PUBLISHING_NOW);
        codes.add(ConflictException.BEING_ASKED);
        Stream.of(Connections.Failure.values()).map(Connections.Failure::code).forEach(codes::add);
        try (Stream<java.nio.file.Path> files = Files.walk(java.nio.file.Path.of(".."))) {
            files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("src/main/java"))
                    .flatMap(ReferenceTest::text)
                    .flatMap(text -> CODE.matcher(text).results())
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .forEach(codes::add);
        }

        assertThat(codes).hasSizeGreaterThan(60).contains("not-failed", "too-many-webhooks", "csrf", "moved-on");
        String table = reference.substring(reference.indexOf("## Codes"));
        assertThat(codes).allSatisfy(code -> assertThat(table).contains("`" + code + "`"));
    }

    private static Stream<String> text(java.nio.file.Path file) {
        try {
            return Stream.of(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
