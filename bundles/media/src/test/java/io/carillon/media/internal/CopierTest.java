package io.carillon.media.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.carillon.api.model.MediaFile;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.InvalidException;
import io.carillon.media.internal.disk.MediaFolder;
import io.carillon.media.internal.fetch.AddressGuard;
import io.carillon.media.internal.inspect.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of addresses, from a real web server into a real folder. */
class CopierTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("default");
    private static final int MAX_BYTES = 5_000;

    @TempDir
    Path folder;

    private final FakeMediaStore store = new FakeMediaStore();
    private HttpServer server;
    private AttachmentResolver resolver;
    private volatile byte[] content = new byte[0];
    private volatile boolean announced = true;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/pictures/", exchange -> {
            exchange.sendResponseHeaders(200, announced ? content.length : 0);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
        server.start();
        resolver = resolver(List.of("127.0.0.1"));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private AttachmentResolver resolver(List<String> allowed) {
        MediaSettings settings = new MediaSettings(folder, MAX_BYTES, 1_000_000, 0, Duration.ofSeconds(5), allowed);
        Library library = new Library(
                settings, store, chosen -> MediaFolder.open(chosen.folder(), 0), Clock.systemUTC(), new Random(1));
        return new AttachmentResolver(
                settings, store, library, chosen -> new AddressGuard(chosen.allowedHosts(), InetAddress::getAllByName));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private Violation refused(URI address) throws IOException {
        Violation violation = catchThrowableOfType(InvalidException.class, () -> resolver.copy(WORKSPACE, address))
                .violations()
                .get(0);
        assertThat(violation.field()).isEqualTo("url");
        assertThat(violation.message()).doesNotContain("secret");
        assertThat(store.rows).isEmpty();
        try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        return violation;
    }

    @Test
    void copyIsAFileOfTheLibrary() throws IOException {
        content = Samples.picture("png", 30, 20);

        MediaFile copy = resolver.copy(WORKSPACE, address("/pictures/red%20door.png?sig=secret"));

        assertThat(copy.type()).isEqualTo("image/png");
        assertThat(copy.name()).isEqualTo("red door.png");
        assertThat(copy.width()).hasValue(30);
        assertThat(store.rows.values()).containsExactly(copy);

        resolver.forget(WORKSPACE, copy.id());
        resolver.forget(WORKSPACE, copy.id());
        assertThat(store.rows).isEmpty();
    }

    @Test
    void whatCannotBeFetchedIsRefusedByItsRule() throws IOException {
        assertThat(refused(address("/nothing?sig=secret")).rule()).isEqualTo("reachable");
        assertThat(refused(address("/nothing?sig=secret")).message())
                .contains("status 404")
                .endsWith("or upload the file instead.");
        resolver = resolver(List.of());
        Violation inside = refused(address("/pictures/a.png?sig=secret"));
        assertThat(inside.rule()).isEqualTo("public-address");
        assertThat(inside.message()).contains("not on the public internet", "allowedHosts");
    }

    @Test
    void whatIsTooBigIsRefusedWhetherItSaysSoOrNot() throws IOException {
        content = Samples.picture("png", 300, 200);
        content = Arrays.copyOf(content, MAX_BYTES + 1);
        assertThat(refused(address("/pictures/a.png")).rule()).isEqualTo("max-bytes");
        announced = false;
        Violation streamed = refused(address("/pictures/a.png"));
        assertThat(streamed.rule()).isEqualTo("max-bytes");
        assertThat(streamed.limit()).isEqualTo(String.valueOf(MAX_BYTES));
    }

    @Test
    void whatIsNoPictureIsRefusedByItsContent() throws IOException {
        content = "<html><body>Sign in first</body></html>".getBytes(StandardCharsets.UTF_8);
        assertThat(refused(address("/pictures/a.png")).rule()).isEqualTo("type");
        content = new byte[0];
        assertThat(refused(address("/pictures/a.png")).rule()).isEqualTo("min-bytes");
    }
}
