package io.carillon.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every publisher is held against the contract. The contract itself sees to it that its checklist is kept; that a publisher is
 * tested by it at all is seen to here, in the sources, where no dependency can be forgotten.
 */
class PublisherContractsTest {

    private static final Path BUNDLES = Path.of(System.getProperty("carillon.sources"));
    private static final Pattern PROVIDES =
            Pattern.compile("@Component\\([^;{]*\\bservice\\s*=\\s*\\{?[^})]*\\bPublisher\\.class");
    private static final Pattern TESTS = Pattern.compile("\\bextends\\s+PublisherContract\\b");

    static Stream<Path> publishers() throws IOException {
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            return folders.filter(PublisherContractsTest::isPublisher).sorted().toList().stream();
        }
    }

    private static boolean isPublisher(Path bundle) {
        return bundle.getFileName().toString().startsWith("publisher-")
                && anyIn(bundle.resolve("src/main/java"), file -> PROVIDES.matcher(text(file))
                        .find());
    }

    /** What a publisher's folder is without. */
    private static List<String> missing(Path bundle) {
        List<String> missing = new ArrayList<>();
        if (!anyIn(bundle.resolve("src/test/java"), file -> TESTS.matcher(text(file))
                .find())) {
            missing.add("a test that extends PublisherContract");
        }
        if (!anyIn(bundle.resolve("src/main/resources/META-INF/carillon"), file -> file.toString()
                .endsWith("-checklist.properties"))) {
            missing.add("a checklist in src/main/resources/META-INF/carillon");
        }
        return missing;
    }

    private interface Check {
        boolean of(Path file);
    }

    private static boolean anyIn(Path folder, Check check) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).anyMatch(check::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return file.toString().endsWith(".java") ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void publishersOfTheHouseAreFound() throws IOException {
        assertThat(publishers())
                .extracting(bundle -> bundle.getFileName().toString())
                .contains("publisher-sandbox", "publisher-bluesky", "publisher-mastodon")
                .doesNotContain("publisher-support", "publisher-contract");
    }

    @ParameterizedTest
    @MethodSource("publishers")
    void publisherIsHeldAgainstTheContract(Path bundle) {
        assertThat(missing(bundle)).as("%s lacks", bundle.getFileName()).isEmpty();
    }

    @Test
    void publisherThatNobodyTestsIsNoticed(@TempDir Path folder) throws IOException {
        Path bundle = folder.resolve("publisher-example");
        write(
                bundle.resolve("src/main/java/Example.java"),
                "@Component(service = Publisher.class, property = Publisher.NETWORK + \"=example\")\n"
                        + "public final class Example implements Publisher {}");
        assertThat(isPublisher(bundle)).isTrue();
        assertThat(missing(bundle)).hasSize(2);

        write(bundle.resolve("src/test/java/ExampleTest.java"), "class ExampleTest extends PublisherContract {}");
        write(bundle.resolve("src/main/resources/META-INF/carillon/example-checklist.properties"), "");
        assertThat(missing(bundle)).isEmpty();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
