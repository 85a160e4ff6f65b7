package io.carillon.publisher.support.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.net.AllowedHosts;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkRequest;
import io.carillon.publisher.support.http.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdkNetworkClientTest {

    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final JdkNetworkClient client = client(Set.of("127.0.0.1"));
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
        client.close();
    }

    @Test
    void wholeAnswerComesWithTheInstantOfSending() throws IOException {
        try (RawServer server = new RawServer(answering("{\"id\":\"grüß\"}"))) {
            Instant before = Instant.now();
            Reply reply = (Reply) post(server.address(), "{}");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text("/id")).isEqualTo("grüß");
            assertThat(reply.sentAt()).isBetween(before, Instant.now());
        }
    }

    @Test
    void requestCarriesWhatItWasGiven() throws IOException {
        try (RawServer server = new RawServer(answering("{}"))) {
            NetworkRequest request = NetworkRequest.post(server.address())
                    .bearer("token-of-the-account")
                    .header("Idempotency-Key", "k1")
                    .json(new ObjectMapper().createObjectNode().put("text", "Grüße 👋"))
                    .build();
            client.send(request, Instant.now().plus(PLENTY));
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /path HTTP/1.1")
                    .contains("Authorization: Bearer token-of-the-account", "Idempotency-Key: k1")
                    .contains("Content-Type: application/json")
                    .endsWith("{\"text\":\"Grüße 👋\"}");
        }
    }

    @Test
    void emptyBodyAndNoBodyArePosted() throws IOException {
        try (RawServer server = new RawServer(answering("{}"))) {
            assertThat(client.send(
                            NetworkRequest.post(server.address()).build(),
                            Instant.now().plus(PLENTY)))
                    .isInstanceOf(Reply.class);
            assertThat(post(server.address(), "")).isInstanceOf(Reply.class);
        }
    }

    @Test
    void refusedConnectionIsSurelyNotSent() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        assertThat(post(nobody, "{}")).isInstanceOf(Answer.NotSent.class);
        assertThat(client.send(
                        NetworkRequest.post(nobody).build(), Instant.now().plus(PLENTY)))
                .isInstanceOf(Answer.NotSent.class);
    }

    @Test
    void connectionThatBreaksAfterTheRequestLosesTheAnswerAndIsNotTriedAgain() throws IOException {
        try (RawServer server = new RawServer(out -> false)) {
            assertThat(post(server.address(), "{}")).isInstanceOf(Answer.Lost.class);
            assertThat(client.send(
                            NetworkRequest.post(server.address()).build(),
                            Instant.now().plus(PLENTY)))
                    .isInstanceOf(Answer.Lost.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void keptConnectionThatBreaksIsNotTriedAgainEither() throws IOException {
        int[] count = {0};
        try (RawServer server = new RawServer(out -> {
            if (count[0]++ > 0) {
                return false;
            }
            return answering("{}").answer(out);
        })) {
            assertThat(post(server.address(), "{}")).isInstanceOf(Reply.class);
            assertThat(post(server.address(), "{}")).isInstanceOf(Answer.Lost.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void answerThatBreaksOffIsLost() throws IOException {
        try (RawServer server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":".getBytes(StandardCharsets.UTF_8));
            return false;
        })) {
            assertThat(post(server.address(), "{}")).isInstanceOf(Answer.Lost.class);
        }
    }

    @Test
    void silentServerIsGivenUpBeforeTheDeadline() throws IOException {
        try (RawServer server = new RawServer(RawServer.silent(over))) {
            Instant deadline = Instant.now().plus(PATIENCE);
            Answer answer = client.send(request(server.address(), "{}"), deadline);
            assertThat(answer).isInstanceOf(Answer.Lost.class);
            assertThat(Instant.now()).isBefore(deadline.plus(PLENTY));
        }
    }

    @Test
    void bodyThatDripsIsGivenUpBeforeTheDeadline() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawServer server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            try {
                while (over.getCount() > 0) {
                    out.write(' ');
                    out.flush();
                    over.await(20, TimeUnit.MILLISECONDS);
                }
            } finally {
                gone.countDown();
            }
            return false;
        })) {
            Instant deadline = Instant.now().plus(PATIENCE);
            assertThat(client.send(request(server.address(), "{}"), deadline)).isInstanceOf(Answer.Lost.class);
            assertThat(Instant.now()).isBefore(deadline.plus(PLENTY));
            assertThat(gone.await(10, TimeUnit.SECONDS))
                    .as("the connection is given up as well")
                    .isTrue();
        }
    }

    @Test
    void answerWithoutEndIsCutOff() throws IOException {
        try (RawServer server = new RawServer(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 16];
            while (over.getCount() > 0) {
                out.write(block);
            }
            return false;
        })) {
            assertThat(post(server.address(), "{}"))
                    .isInstanceOfSatisfying(
                            Answer.Lost.class, lost -> assertThat(lost.reason()).contains("longer than"));
        }
    }

    @Test
    void pastDeadlineSendsNothing() throws IOException {
        try (RawServer server = new RawServer(answering("{}"))) {
            assertThat(client.send(request(server.address(), "{}"), Instant.now()))
                    .isInstanceOf(Answer.NotSent.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void redirectIsNotFollowed() throws IOException {
        try (RawServer server = new RawServer(out -> {
            out.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            return true;
        })) {
            assertThat(((Reply) post(server.address(), "{}")).status()).isEqualTo(302);
            assertThat(((Reply) client.send(
                                    NetworkRequest.get(server.address()).build(),
                                    Instant.now().plus(PLENTY)))
                            .status())
                    .isEqualTo(302);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void ownNetworkIsNotCalledUnlessItIsAllowed() throws IOException {
        JdkNetworkClient strict = client(Set.of());
        try (RawServer server = new RawServer(answering("{}"))) {
            int port = server.address().getPort();
            for (String address : new String[] {"http://127.0.0.1:", "https://127.0.0.1:", "https://[::1]:"}) {
                Answer answer = strict.send(
                        request(URI.create(address + port + "/"), "{}"),
                        Instant.now().plus(PLENTY));
                assertThat(answer).as(address).isInstanceOf(Answer.NotSent.class);
            }
            assertThat(server.requests()).isEmpty();
            JdkNetworkClient onePort = client(Set.of("127.0.0.1:" + port));
            assertThat(onePort.send(
                            request(server.address(), "{}"), Instant.now().plus(PLENTY)))
                    .isInstanceOf(Reply.class);
            onePort.close();
        } finally {
            strict.close();
        }
    }

    @Test
    void malformedTokenIsNotTold() {
        NetworkRequest request = NetworkRequest.post(URI.create("http://127.0.0.1:1/"))
                .bearer("secret\ntoken")
                .json(JsonNodeFactory.instance.objectNode())
                .build();
        Answer answer = client.send(request, Instant.now().plus(PLENTY));
        assertThat(answer).isInstanceOf(Answer.NotSent.class);
        assertThat(answer.toString() + request).doesNotContain("secret");
    }

    @Test
    void tokenInAnAddressIsNotTold() throws IOException {
        try (RawServer server = new RawServer(out -> false)) {
            URI address = URI.create(server.address() + "?access_token=secret-token");
            NetworkRequest request =
                    NetworkRequest.post(address).secret("secret-token").build();
            assertThat(client.send(request, Instant.now().plus(PLENTY)).toString() + request)
                    .doesNotContain("secret-token");
        }
    }

    @Test
    void unreadableFileIsNoAnswer() throws IOException {
        try (RawServer server = new RawServer(answering("{}"))) {
            NetworkRequest request = NetworkRequest.post(server.address()).stream("image/png", 10, () -> {
                        throw new IOException("The disk is gone");
                    })
                    .build();
            assertThat(client.send(request, Instant.now().plus(PLENTY))).isNotInstanceOf(Reply.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void fileIsStreamedAndClosed() throws IOException {
        boolean[] closed = {false};
        try (RawServer server = new RawServer(answering("{}"))) {
            byte[] bytes = "x".repeat(300_000).getBytes(StandardCharsets.US_ASCII);
            NetworkRequest request = NetworkRequest.post(server.address()).stream(
                            "image/png", bytes.length, () -> closing(bytes, closed))
                    .build();
            assertThat(client.send(request, Instant.now().plus(PLENTY))).isInstanceOf(Reply.class);
            assertThat(server.requests()).singleElement().asString().endsWith("x".repeat(300_000));
            assertThat(closed[0]).isTrue();
        }
    }

    @Test
    void interruptedCallerIsToldWhatIsKnown() throws Exception {
        try (RawServer server = new RawServer(RawServer.silent(over))) {
            Answer[] answer = {null};
            boolean[] kept = {false};
            Thread caller = new Thread(() -> {
                answer[0] = post(server.address(), "{}");
                kept[0] = Thread.currentThread().isInterrupted();
            });
            caller.start();
            while (server.requests().isEmpty() && caller.isAlive()) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            caller.join(PLENTY.toMillis());
            assertThat(answer[0]).isInstanceOf(Answer.Lost.class);
            assertThat(kept[0]).isTrue();
        }
    }

    @Test
    void callUnderWayHasItsAnswerBeforeTheClientEnds() throws Exception {
        try (RawServer server = new RawServer(out -> {
            over.await();
            return answering("{}").answer(out);
        })) {
            Answer[] answer = {null};
            Thread caller = new Thread(() -> answer[0] = post(server.address(), "{}"));
            caller.start();
            while (server.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            Thread closing = new Thread(client::close);
            closing.start();
            while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThat(closing.isAlive()).as("it waits for the answer").isTrue();
            over.countDown();
            caller.join();
            closing.join();
            assertThat(answer[0]).isInstanceOf(Reply.class);
            assertThat(post(server.address(), "{}")).as("after the end").isInstanceOf(Answer.NotSent.class);
        }
    }

    private static InputStream closing(byte[] bytes, boolean[] closed) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
    }

    private Answer post(URI address, String json) {
        return client.send(request(address, json), Instant.now().plus(PLENTY));
    }

    private static NetworkRequest request(URI address, String json) {
        return NetworkRequest.post(address)
                .bytes("application/json", json.getBytes(StandardCharsets.UTF_8))
                .build();
    }

    private static RawServer.Script answering(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write(
                    ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            out.write(body);
            out.flush();
            return true;
        };
    }

    private static JdkNetworkClient client(Set<String> allowed) {
        return new JdkNetworkClient(
                Clock.systemUTC(), new SupportConfig.Values(AllowedHosts.parse(allowed), Duration.ofSeconds(5)));
    }
}
