package io.carillon.itests.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.http.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the framework gives to every network, on one that only repeats what it hears. */
class SimulatorTest {

    private static final Instant BEGIN = Instant.parse("2026-05-01T10:00:00Z");
    private static final String ECHO = "/echo/{name}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private Path file;

    @BeforeEach
    void start() {
        file = folder.resolve("receipts.jsonl");
        simulator = Simulator.start(
                Echo::new, new Simulator.Settings(0, Optional.of(file), Clock.fixed(BEGIN, ZoneOffset.UTC)));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    /** Shows what it hears. */
    private record Echo(World world) implements Network {

        @Override
        public Routes routes() {
            return new Routes().post(ECHO, request -> {
                String said = request.fields().text("say").orElse("nothing");
                world.receipts()
                        .add(
                                "saying",
                                request.variable("name"),
                                "1",
                                JsonNodeFactory.instance.objectNode().put("text", said));
                return Response.text(200, "text/plain", said);
            });
        }

        @Override
        public Routes admin() {
            return new Routes();
        }

        @Override
        public Response missing() {
            return Response.text(404, "text/plain", "Nobody here");
        }
    }

    private HttpResponse<String> say(String what) throws IOException, InterruptedException {
        return post("/echo/alice", "application/x-www-form-urlencoded", "say=" + what);
    }

    private HttpResponse<String> post(String path, String type, String body) throws IOException, InterruptedException {
        URI address = simulator.url().resolve(path);
        return http.send(
                HttpRequest.newBuilder(address)
                        .timeout(Duration.ofSeconds(2))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void formsJsonAndMultipartSayTheSame() throws Exception {
        assertThat(say("a%20b").body()).isEqualTo("a b");
        assertThat(post("/echo/alice/", "application/json", "{\"say\": \"a b\"}")
                        .body())
                .isEqualTo("a b");
        String part = "--x\r\nContent-Disposition: form-data; name=\"say\"\r\n\r\na b\r\n--x--\r\n";
        assertThat(post("/echo/alice", "multipart/form-data; boundary=x", part).body())
                .isEqualTo("a b");
        assertThat(post("/elsewhere", "text/plain", "").body()).isEqualTo("Nobody here");
    }

    @Test
    void whatBecomesVisibleIsWrittenDownOnceAndForAll() throws Exception {
        say("one");
        simulator.clock().advance(Duration.ofHours(1));
        say("two");
        assertThat(simulator.receipts().of("saying"))
                .extracting(receipt -> receipt.detail().path("text").asText())
                .containsExactly("one", "two");
        assertThat(simulator.receipts().all().get(1).at()).isEqualTo(BEGIN.plusSeconds(3_600));
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("\"two\"", "\"account\":\"alice\"");
    }

    @Test
    void faultsHitAsManyCallsAsWereAskedFor() throws Exception {
        simulator.faults().next(2, "POST", "/echo/.*", Effect.answering(Response.text(503, "text/html", "<h1>Oops")));
        assertThat(say("a").statusCode()).isEqualTo(503);
        assertThat(say("b").statusCode()).isEqualTo(503);
        assertThat(say("c").statusCode()).isEqualTo(200);
        assertThat(simulator.receipts().all()).hasSize(1);
    }

    @Test
    void droppedBeforeNothingWasAccepted() {
        // Twice, since Java's own client tries a call again of which it heard nothing at all.
        simulator.faults().always("POST", "/echo/.*", Effect.droppingBefore());
        assertThatThrownBy(() -> say("a")).isInstanceOf(IOException.class);
        assertThat(simulator.receipts().all()).isEmpty();
    }

    @Test
    void droppedAfterItWasAccepted() {
        simulator.faults().always("POST", "/echo/.*", Effect.droppingAfter());
        assertThatThrownBy(() -> say("a")).isInstanceOf(IOException.class);
        assertThat(simulator.receipts().all()).isNotEmpty();
    }

    @Test
    void hangingAndDrippingOutlastThePatienceOfClients() {
        simulator.faults().next(1, "POST", "/echo/.*", Effect.hanging());
        assertThatThrownBy(() -> say("a")).isInstanceOf(HttpTimeoutException.class);
        assertThat(simulator.receipts().all()).isEmpty();
        simulator.faults().next(1, "POST", "/echo/.*", Effect.dripping(Duration.ofMillis(100)));
        long before = System.nanoTime();
        assertThat(catchAll(() -> say("0123456789"))).isIn("0123456789", "late");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(500));
    }

    private interface Saying {
        HttpResponse<String> get() throws Exception;
    }

    private static String catchAll(Saying saying) {
        try {
            return saying.get().body();
        } catch (Exception e) {
            return "late";
        }
    }

    @Test
    void everythingCanBeDoneOverHttpToo() throws Exception {
        String fault = new ObjectMapper()
                .writeValueAsString(Map.of("path", "/echo/.*", "effect", "answer", "status", 418, "times", 1));
        assertThat(post("/_simulator/faults", "application/json", fault).statusCode())
                .isEqualTo(200);
        assertThat(say("a").statusCode()).isEqualTo(418);
        assertThat(post("/_simulator/clock", "application/json", "{\"by\": \"PT1H\"}")
                        .body())
                .contains("2026-05-01T11:00:00Z");
        say("b");
        HttpResponse<String> receipts = http.send(
                HttpRequest.newBuilder(simulator.url().resolve("/_simulator/receipts"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(receipts.body()).contains("\"at\":\"2026-05-01T11:00:00Z\"");
        assertThat(post("/_simulator/faults", "application/json", "{\"path\": \"/\", \"effect\": \"magic\"}")
                        .body())
                .contains("magic");
        assertThat(post("/_simulator/clock", "application/json", "{\"by\": \"soon\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aProcessOfItsOwnEndsWithItsInput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "mastodon")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            JsonNode ready = new ObjectMapper().readTree(process.inputReader().readLine());
            URI instance = URI.create(ready.path("url").asText() + "/api/v2/instance");
            assertThat(http.send(HttpRequest.newBuilder(instance).build(), BodyHandlers.ofString())
                            .body())
                    .contains("max_characters");
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
