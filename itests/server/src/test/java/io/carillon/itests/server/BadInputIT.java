package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Client.Answer;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of wrong input gets a problem that names field, rule and fix, and stores nothing. */
class BadInputIT {

    private static CarillonServer server;
    private static Client client;
    private static String account;

    @BeforeAll
    static void startServer() {
        server = CarillonServer.install("bad-input").start();
        client = server.signIn();
        account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                .json(201)
                .path("id")
                .asText();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void unknownAccount() {
        refused(() -> post(Map.of("caption", "x", "accounts", List.of("a_nobody"))), 422, "accounts[0]", "a_nobody");
    }

    @Test
    void pastInstant() {
        refused(
                () -> scheduled(Map.of("instant", "2020-01-01T00:00:00Z", "zone", "UTC")),
                422,
                "schedule.instant",
                "2020");
        refused(() -> scheduled(Map.of("at", "2020-01-01T00:00:00", "zone", "UTC")), 422, "schedule.at", "2020");
    }

    @Test
    void unknownZone() {
        refused(
                () -> scheduled(Map.of("at", "2031-01-01T00:00:00", "zone", "Europe/Atlantis")),
                422,
                "schedule.zone",
                "Europe/Atlantis");
    }

    @Test
    void springGapMovesForwardAndSaysSo() {
        JsonNode schedule = scheduled(Map.of("at", "2031-03-30T02:30:00", "zone", "Europe/Berlin"))
                .json(201)
                .path("schedule");
        assertThat(schedule.path("adjusted").asText()).isEqualTo("GAP");
        assertThat(schedule.path("instant").asText()).isEqualTo("2031-03-30T01:30:00Z");
    }

    @Test
    void autumnOverlapIsTheEarlierUnlessTheOffsetSaysOtherwise() {
        JsonNode earlier = scheduled(Map.of("at", "2031-10-26T02:30:00", "zone", "Europe/Berlin"))
                .json(201)
                .path("schedule");
        JsonNode later = scheduled(Map.of("at", "2031-10-26T02:30:00", "zone", "Europe/Berlin", "offset", "+01:00"))
                .json(201)
                .path("schedule");
        assertThat(earlier.path("adjusted").asText()).isEqualTo("OVERLAP");
        assertThat(earlier.path("instant").asText()).isEqualTo("2031-10-26T00:30:00Z");
        assertThat(later.path("instant").asText()).isEqualTo("2031-10-26T01:30:00Z");
        refused(
                () -> scheduled(Map.of("at", "2031-10-26T02:30:00", "zone", "Europe/Berlin", "offset", "+05:00")),
                422,
                "schedule.offset",
                "+05:00");
    }

    @Test
    void textFileNamedAsPicture() {
        refused(
                () -> client.upload("photo.jpg", "image/jpeg", "Just text.".getBytes(StandardCharsets.UTF_8)),
                422,
                "file",
                "text");
    }

    @Test
    void uploadOverTheLimit() throws Exception {
        try (CarillonServer small = CarillonServer.install("small-uploads").with("CARILLON_MEDIA_MAX_BYTES", "1000")) {
            Client uploader = small.start().signIn();
            Answer answer = uploader.upload("red-door.jpg", "image/jpeg", CarillonServer.resource("red-door.jpg"));
            JsonNode problem = problem(answer, 413);
            assertThat(problem.path("errors").get(0).path("field").asText()).isEqualTo("file");
            assertThat(problem.path("errors").get(0).path("limit").asText()).isEqualTo("1000");
            assertThat(uploader.get("/api/v1/media").json(200).path("items")).isEmpty();
        }
    }

    @Test
    void malformedJson() {
        Answer answer = client.send(
                "POST", "/api/v1/posts", "application/json", "{\"caption\": \"x\",,}".getBytes(StandardCharsets.UTF_8));
        assertThat(problem(answer, 400).path("detail").asText()).contains("line 1");
    }

    @Test
    void wrongTypes() {
        refused(() -> post(Map.of("caption", Map.of("a", 1), "accounts", List.of(account))), 422, "caption", "");
        refused(() -> post(Map.of("caption", "x", "accounts", "all")), 422, "accounts", "");
        refused(() -> scheduled(Map.of("at", "tomorrow", "zone", "UTC")), 422, "schedule.at", "tomorrow");
    }

    @Test
    void unknownField() {
        refused(() -> post(Map.of("captoin", "x", "accounts", List.of(account))), 422, "captoin", "");
    }

    @Test
    void notJsonAtAll() {
        problem(client.send("POST", "/api/v1/posts", "text/plain", "hello".getBytes(StandardCharsets.UTF_8)), 415);
    }

    @Test
    void contentTypeThatIsNone() {
        problem(client.send("POST", "/api/v1/posts", "garbage", "{}".getBytes(StandardCharsets.UTF_8)), 400);
    }

    /** The web server closes it then: a client that is not told would lose its next request. */
    @Test
    void answerBeforeTheBodySaysThatTheConnectionEnds() throws Exception {
        URI address = server.address();
        for (String type : List.of("garbage", "text/plain", "application/json")) {
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                String request = "POST /api/v1/posts HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nContent-Type: "
                        + type + "\r\nContent-Length: 2\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                // Ends, as the connection is closed.
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer)
                        .containsPattern("^HTTP/1.1 4\\d\\d ")
                        .containsIgnoringCase("\r\nConnection: close\r\n");
            }
        }
    }

    @Test
    void momentsAtTheEdgesOfTheCalendar() {
        for (String edge : List.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z")) {
            client.get("/api/v1/posts?from=" + edge).json(200);
            client.get("/api/v1/deliveries?to=" + edge).json(200);
        }
        problem(client.get("/api/v1/posts?from=-999999999-01-01T00:00:00Z"), 400);
    }

    @Test
    void missingOrWrongToken() {
        problem(Client.anonymous(server.address()).get("/api/v1/posts"), 401);
        problem(client.withToken("not-a-token").get("/api/v1/posts"), 401);
    }

    @Test
    void sessionWithoutCsrfToken() {
        problem(client.withoutHeader("X-CSRF-Token").post("/api/v1/posts", Map.of("caption", "x")), 403);
    }

    @Test
    void tokenWithoutTheScope() {
        String token = client.post("/api/v1/tokens", Map.of("name", "reader", "scopes", List.of("read")))
                .json(201)
                .path("token")
                .asText();
        Client reader = client.withToken(token);
        assertThat(reader.get("/api/v1/posts").status()).isEqualTo(200);
        assertThat(problem(reader.post("/api/v1/posts", Map.of("caption", "x")), 403)
                        .path("detail")
                        .asText())
                .contains("write");
    }

    @Test
    void wrongPasswordIsSlowedDown() {
        Client stranger = Client.anonymous(server.address());
        int status = 0;
        for (int i = 0; i < 20 && status != 429; i++) {
            status = stranger.post("/api/v1/session", Map.of("username", "eve", "password", "guess " + i))
                    .status();
            assertThat(status).isIn(401, 429);
        }
        assertThat(status).isEqualTo(429);
        Answer answer = stranger.post("/api/v1/session", Map.of("username", "eve", "password", "once more"));
        problem(answer, 429);
        assertThat(Long.parseLong(answer.header("Retry-After"))).isPositive();
    }

    @Test
    void unknownPathAndMethod() {
        problem(client.get("/api/v1/nothing"), 404);
        problem(client.get("/api/v1/posts/p_nothing"), 404);
        problem(client.delete("/api/v1/platforms"), 405);
    }

    @Test
    void recurrenceThatCannotBeKeptNamesTheRule() {
        for (String rule : List.of(
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=SECONDLY",
                "FREQ=DAILY;UNTIL=20301231T000000Z",
                "FREQ=DAILY;COUNT=3;UNTIL=20401231T000000Z",
                "EVERY DAY")) {
            Answer answer = scheduled(Map.of("at", "2031-01-01T09:00:00", "zone", "Europe/Berlin", "rrule", rule));
            assertThat(answer.status()).as(rule).isEqualTo(422);
            JsonNode error = answer.json().path("errors").get(0);
            assertThat(error.path("field").asText()).isEqualTo("schedule.rrule");
            assertThat(error.path("rule").asText()).isNotEmpty();
            assertThat(error.path("message").asText()).endsWith(".");
        }
    }

    private Answer post(Map<String, Object> body) {
        return client.post("/api/v1/posts", body);
    }

    private Answer scheduled(Map<String, String> schedule) {
        return post(Map.of("caption", "scheduled", "accounts", List.of(account), "schedule", schedule));
    }

    private static void refused(Supplier<Answer> request, int status, String field, String actual) {
        long before = posts();
        JsonNode problem = problem(request.get(), status);
        JsonNode error = problem.path("errors").get(0);
        assertThat(error).as(problem.toString()).isNotNull();
        assertThat(error.path("field").asText()).as(problem.toString()).isEqualTo(field);
        assertThat(error.path("rule").asText()).isNotBlank();
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("actual").asText()).as(problem.toString()).contains(actual);
        assertThat(posts()).isEqualTo(before);
    }

    private static JsonNode problem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).isNotBlank();
        assertThat(problem.path("code").asText()).isNotBlank();
        assertThat(problem.path("type").asText()).isNotBlank();
        return problem;
    }

    private static long posts() {
        return client.get("/api/v1/posts?limit=200").json(200).path("items").size();
    }
}
