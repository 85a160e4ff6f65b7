package io.carillon.publisher.support.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.carillon.api.service.GuardedHttp;
import io.carillon.publisher.support.http.NetworkClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedCallsTest {

    private final AtomicReference<String> received = new AtomicReference<>();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            received.set(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("DPoP") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"error\":\"use_dpop_nonce\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("DPoP-Nonce", "n-1");
            exchange.getResponseHeaders().set("Retry-After", "120");
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theCallGoesOutAndItsAnswerComesBackAsItIs() {
        Instant before = Instant.now();
        GuardedHttp.Result result = new GuardedCalls(NetworkClients.allowing("127.0.0.1")).send(request(), deadline());

        assertThat(received.get()).isEqualTo("POST application/x-www-form-urlencoded proof a=b");
        assertThat(result).isInstanceOf(GuardedHttp.Reply.class);
        GuardedHttp.Reply reply = (GuardedHttp.Reply) result;
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header().apply("dpop-nonce")).contains("n-1");
        assertThat(reply.body()).contains("use_dpop_nonce");
        assertThat(reply.retryAt()).hasValueSatisfying(at -> assertThat(at)
                .isBetween(before.plusSeconds(120), Instant.now().plusSeconds(120)));
        assertThat(reply.toString()).doesNotContain("use_dpop_nonce");
    }

    @Test
    void whetherAnAddressMayBeCalledIsSaidWithoutCallingIt() {
        assertThat(new GuardedCalls(NetworkClients.allowing("127.0.0.1")).refusal(address))
                .isEmpty();
        assertThat(new GuardedCalls(NetworkClients.allowing()).refusal(address))
                .hasValueSatisfying(why -> assertThat(why).contains("must begin with https://"));
        assertThat(new GuardedCalls(NetworkClients.allowing()).refusal(URI.create("https://127.0.0.1/")))
                .hasValueSatisfying(why -> assertThat(why).contains("own network"));
        assertThat(received.get()).isNull();
    }

    @Test
    void theServersOwnNetworkIsOutOfReach() {
        GuardedHttp.Result result = new GuardedCalls(NetworkClients.allowing()).send(request(), deadline());

        assertThat(result).isInstanceOf(GuardedHttp.NotSent.class);
        assertThat(received.get()).isNull();
    }

    private GuardedHttp.Request request() {
        return new GuardedHttp.Request(
                "POST",
                address,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "DPoP", "proof"),
                Optional.of("a=b"),
                Set.of("b"));
    }

    private static Instant deadline() {
        return Instant.now().plusSeconds(10);
    }
}
