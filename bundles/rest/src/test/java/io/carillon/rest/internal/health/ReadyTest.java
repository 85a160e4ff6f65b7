package io.carillon.rest.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.carillon.rest.internal.auth.Administrator;
import io.carillon.rest.internal.auth.AdministratorTest;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

class ReadyTest {

    @TempDir
    Path folder;

    private HttpServer health;
    private String address;

    @BeforeEach
    void answerAsAServer() throws Exception {
        health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        health.createContext("/api/v1/health", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        health.start();
        address = "http://127.0.0.1:" + health.getAddress().getPort() + "/";
    }

    @AfterEach
    void stopAnswering() {
        health.stop(0);
    }

    /** Whoever waits for the line or for the file reads the password next, and must find it. */
    @Test
    void allIsSaidInOnePieceBeforeTheFileSaysReady() throws Exception {
        Path file = folder.resolve("carillon.ready");
        Pieces pieces = new Pieces(file);
        Administrator administrator = AdministratorTest.firstStart(folder.resolve("admin-password"));
        Ready ready = new Ready(http(), administrator, file, new PrintStream(pieces, true, StandardCharsets.UTF_8));
        try {
            Piece first =
                    Optional.ofNullable(pieces.said.poll(30, TimeUnit.SECONDS)).orElseThrow();

            assertThat(first.text())
                    .startsWith("Carillon is ready at " + address)
                    .contains(administrator.announcement().orElseThrow());
            assertThat(first.fileWasThere()).isFalse();
        } finally {
            ready.close();
        }
        assertThat(file).doesNotExist();
    }

    private record Piece(String text, boolean fileWasThere) {}

    /** What was written, as whoever watches sees it arrive. */
    private static final class Pieces extends OutputStream {

        final BlockingQueue<Piece> said = new LinkedBlockingQueue<>();
        private final Path file;

        Pieces(Path file) {
            this.file = file;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            said.add(new Piece(new String(bytes, from, length, StandardCharsets.UTF_8), Files.exists(file)));
        }
    }

    @SuppressWarnings("unchecked")
    private ServiceReference<HttpServiceRuntime> http() {
        return (ServiceReference<HttpServiceRuntime>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> "getProperty".equals(method.getName()) ? new String[] {address} : null);
    }
}
