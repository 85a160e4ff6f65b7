package io.carillon.media.internal.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedFetcherTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private TestServer server;
    private int lookUps;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesFromAHostThatTheAdministratorAllows() throws IOException {
        server.at("/a.txt?x=1", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(fetch("http://media.test:PORT/a.txt?x=1", "media.test")).isEqualTo("hello");
        assertThat(server.requests.get(0)).contains("Host: media.test:" + server.port());
    }

    @Test
    void looksTheHostUpOnceSoThatASecondAnswerCannotLeadElsewhere() throws IOException {
        server.at("/a", "HTTP/1.1 200 OK\r\n\r\nx");
        fetch("http://media.test:PORT/a", "media.test");
        assertThat(lookUps).isEqualTo(1);
    }

    @Test
    void hostThatIsReallyThisMachineIsRefusedWithoutACall() {
        assertThatThrownBy(() -> fetch("http://media.test:PORT/a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not on the public internet")
                .hasMessageContaining("allowedHosts");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void redirectIntoThePrivateNetworkIsRefused() {
        server.at("/a", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/meta-data\r\n\r\n");
        assertThatThrownBy(() -> fetch("http://media.test:PORT/a", "media.test"))
                .hasMessageContaining("169.254.169.254")
                .hasMessageContaining("not on the public internet");
    }

    @Test
    void redirectToAnotherSchemeIsRefused() {
        server.at("/a", "HTTP/1.1 301 Moved\r\nLocation: file:///etc/passwd\r\n\r\n");
        assertThatThrownBy(() -> fetch("http://media.test:PORT/a", "media.test"))
                .hasMessageContaining("only http and https");
    }

    @Test
    void followsARelativeRedirect() throws IOException {
        server.at("/a", "HTTP/1.1 307 Temporary\r\nLocation: /b\r\n\r\n");
        server.at("/b", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb");
        assertThat(fetch("http://media.test:PORT/a", "media.test")).isEqualTo("b");
    }

    @Test
    void redirectInACircleEnds() {
        server.at("/a", "HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n");
        assertThatThrownBy(() -> fetch("http://media.test:PORT/a", "media.test"))
                .hasMessageContaining("more than 5 times");
    }

    @Test
    void readsChunks() throws IOException {
        server.at(
                "/a",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n");
        assertThat(fetch("http://media.test:PORT/a", "media.test")).isEqualTo("hello world");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\n\r\n",
                "HTTP/1.1 302 Found\r\n\r\n",
                "HTTP/1.1 200",
                "SSH-2.0-OpenSSH\r\n",
                ""
            })
    void wrongAnswerIsAnErrorAndNeverHalfAFile(String answer) {
        server.at("/a", answer);
        assertThatThrownBy(() -> fetch("http://media.test:PORT/a", "media.test"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be fetched");
    }

    @Test
    void bodyThatIsTooLargeIsRefusedByItsLengthOrOnTheWay() {
        server.at("/told", "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n");
        server.at("/untold", "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(101));
        assertThatThrownBy(() -> fetch("http://media.test:PORT/told", "media.test"))
                .hasMessageContaining("101 bytes");
        assertThatThrownBy(() -> fetch("http://media.test:PORT/untold", "media.test"))
                .hasMessageContaining("more than 100 bytes");
    }

    @Test
    void endlessHeadersAreRefused() {
        server.at("/a", output -> {
            output.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                output.write("X-Filler: 0123456789\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertThatThrownBy(() -> fetch("http://media.test:PORT/a", "media.test"))
                .hasMessageContaining("headers are too long");
    }

    @Test
    void serverThatDripsIsCutOffAtTheDeadline() {
        server.at("/a", output -> {
            output.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            output.flush();
            // Until the other side hangs up, which is what is tested here.
            new java.util.concurrent.CountDownLatch(1) {
                void drip() throws IOException {
                    try {
                        while (!await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                            output.write('x');
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }.drip();
        });
        GuardedFetcher fetcher = new GuardedFetcher(guard("media.test"), 1_000_000, Duration.ofMillis(300));
        assertThatThrownBy(() -> {
                    try (InputStream body = fetcher.open(uri("http://media.test:PORT/a"))) {
                        body.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("took longer than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.com/a",
                "http://user:secret@example.com/a",
                "http:///a",
                "jar:http://example.com/a!/b"
            })
    void onlyPlainWebAddressesAreFetched(String address) {
        assertThatThrownBy(() -> fetch(address, "media.test"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void queryIsKeptOutOfMessages() {
        assertThatThrownBy(() -> fetch("http://media.test:PORT/a?signature=secret"))
                .hasMessageContaining("http://media.test/a")
                .hasMessageNotContaining("secret");
    }

    private String fetch(String address, String... allowed) throws IOException {
        GuardedFetcher fetcher = new GuardedFetcher(guard(allowed), 100, Duration.ofSeconds(20));
        try (InputStream body = fetcher.open(uri(address))) {
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private URI uri(String address) {
        return URI.create(address.replace("PORT", "" + server.port()));
    }

    private AddressGuard guard(String... allowed) {
        return new AddressGuard(List.of(allowed), host -> {
            lookUps++;
            return host.equals("media.test") ? new InetAddress[] {LOOPBACK} : InetAddress.getAllByName(host);
        });
    }
}
