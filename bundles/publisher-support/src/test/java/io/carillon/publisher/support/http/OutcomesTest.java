package io.carillon.publisher.support.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final Answer LOST = new Answer.Lost("Gone.", NOW);
    private static final Answer NOT_SENT = new Answer.NotSent("Nobody there.");

    private final Outcomes outcomes = new Outcomes(Clock.fixed(NOW, ZoneOffset.UTC), ErrorReader.byStatus());

    @Test
    void successIsReadByThePlugin() {
        assertThat(publish(reply(201, "{\"id\":\"7\"}"))).isInstanceOf(Published.class);
        assertThat(prepare(reply(200, "{\"id\":\"7\"}"))).isInstanceOf(Ready.class);
        assertThat(reconcile(reply(200, "{\"id\":\"7\"}"))).isInstanceOf(ReconcileOutcome.Found.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "not json", "{\"id\":null}", "{\"id\":\"\"}", "{\"id\":{}}", "[1]"})
    void successThatIsNotUnderstoodMayHavePublished(String body) {
        assertThat(publish(reply(200, body))).isInstanceOf(Indeterminate.class);
        assertThat(prepare(reply(200, body))).isInstanceOf(Unavailable.class);
        assertThat(reconcile(reply(200, body))).isInstanceOf(ReconcileOutcome.Unknown.class);
    }

    @Test
    void lostAnswerIsDoubtOnlyWhereSomethingIsPublished() {
        assertThat(publish(LOST)).isInstanceOf(Indeterminate.class);
        assertThat(prepare(LOST)).isInstanceOf(Unavailable.class);
        assertThat(reconcile(LOST)).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    @Test
    void unsentRequestAcceptedNothing() {
        assertThat(publish(NOT_SENT)).isEqualTo(new Unavailable("Nobody there."));
        assertThat(prepare(NOT_SENT)).isEqualTo(new Unavailable("Nobody there."));
        assertThat(reconcile(NOT_SENT)).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 501, 502, 503, 504, 599})
    void serverErrorMayHavePublished(int status) {
        assertThat(publish(reply(status, ""))).isInstanceOf(Indeterminate.class);
        assertThat(prepare(reply(status, ""))).isInstanceOf(Unavailable.class);
        assertThat(reconcile(reply(status, ""))).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 403, 404, 409, 413, 422, 451})
    void refusalIsForTheAuthor(int status) {
        assertThat(publish(reply(status, ""))).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(
                        rejected.problem().code())
                .isEqualTo("http-" + status));
        assertThat(prepare(reply(status, ""))).isInstanceOf(Rejected.class);
        assertThat(reconcile(reply(status, ""))).isInstanceOf(ReconcileOutcome.Unknown.class);
    }

    @Test
    void refusedTokenIsForTheOwner() {
        assertThat(publish(reply(401, ""))).isInstanceOf(ReauthorisationNeeded.class);
        assertThat(prepare(reply(401, ""))).isInstanceOf(ReauthorisationNeeded.class);
        assertThat(reconcile(reply(401, ""))).isInstanceOf(ReconcileOutcome.AskAgain.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"Too long\"}|Too long",
                "{\"error\":{\"message\":\"Bad media\"}}|Bad media",
                "{\"error\":\"invalid\",\"error_description\":\"No such scope\"}|No such scope",
                "{\"error\":\"InvalidRequest\"}|InvalidRequest",
                "<html>|The network answered with HTTP 400."
            })
    void messageIsTheOneOfTheNetwork(String body, String message) {
        assertThat(((Rejected) publish(reply(400, body))).problem().detail()).isEqualTo(message);
    }

    @Test
    void longMessageIsCutBetweenCharacters() {
        String body = "{\"message\":\"" + "🔔".repeat(600) + "\"}";
        assertThat(((Rejected) publish(reply(400, body))).problem().detail()).isEqualTo("🔔".repeat(500) + "…");
    }

    @Test
    void tokenThatTheNetworkEchoesIsHidden() {
        NetworkRequest request = NetworkRequest.post(URI.create("https://example.org"))
                .bearer("token/of the account")
                .build();
        for (int status : new int[] {400, 401, 500, 429}) {
            Reply reply = Reply.to(
                    request,
                    status,
                    headers(Map.of()),
                    "{\"message\":\"Wrong: token/of the account, token%2Fof+the+account\"}"
                            .getBytes(StandardCharsets.UTF_8),
                    NOW);
            assertThat(publish(reply).toString() + reply).doesNotContain("of the account", "of+the+account");
        }
    }

    @Test
    void pluginsWordsWinOverTheStatus() {
        ErrorReader own = reply -> reply.json().path("error").asText().equals("ExpiredToken")
                ? new NetworkError(NetworkError.Kind.REAUTHORISATION_NEEDED, "expired-token", "Sign in again.")
                : ErrorReader.byStatus().read(reply);
        Outcomes particular = new Outcomes(Clock.fixed(NOW, ZoneOffset.UTC), own);
        assertThat(particular.publish(reply(400, "{\"error\":\"ExpiredToken\"}"), OutcomesTest::published))
                .isEqualTo(new ReauthorisationNeeded("Sign in again."));
        assertThat(particular.publish(reply(400, "{\"error\":\"Other\"}"), OutcomesTest::published))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After|120|2026-02-10T09:02:00Z",
                "Retry-After|0|2026-02-10T09:00:00Z",
                "Retry-After|1.2|2026-02-10T09:00:02Z",
                "Retry-After|Tue, 10 Feb 2026 09:05:00 GMT|2026-02-10T09:05:00Z",
                "Retry-After|Tue, 10 Feb 2026 08:00:00 GMT|2026-02-10T09:00:00Z",
                "RateLimit-Reset|30|2026-02-10T09:00:30Z",
                "ratelimit-reset|1770714060|2026-02-10T09:01:00Z",
                "x-rate-limit-reset|1770714090|2026-02-10T09:01:30Z",
                "X-RateLimit-Reset|1770714090000|2026-02-10T09:01:30Z",
                "X-RateLimit-Reset|2026-02-10T09:15:00.000Z|2026-02-10T09:15:00Z",
                "X-RateLimit-Reset|2026-02-10T10:15:00.000+01:00|2026-02-10T09:15:00Z",
                "Retry-After|soon|2026-02-10T09:01:00Z",
                "Retry-After|99999999|2026-02-10T09:01:00Z",
                "Other|5|2026-02-10T09:01:00Z"
            })
    void throttledCallIsTriedWhenTheNetworkSaysSo(String header, String value, Instant at) {
        Answer answer = reply(429, "", Map.of(header, List.of(value)));
        assertThat(((Throttled) publish(answer)).retryAt()).isEqualTo(at);
        assertThat(((Throttled) prepare(answer)).retryAt()).isEqualTo(at);
        assertThat(((ReconcileOutcome.AskAgain) reconcile(answer)).at()).isEqualTo(at);
    }

    @Test
    void momentsOfTheNetworkAreByItsOwnClock() {
        Map<String, List<String>> ahead = Map.of(
                "Date", List.of("Tue, 10 Feb 2026 09:10:00 GMT"),
                "Retry-After", List.of("Tue, 10 Feb 2026 09:12:00 GMT"));
        assertThat(((Throttled) publish(reply(429, "", ahead))).retryAt()).isEqualTo(NOW.plus(Duration.ofMinutes(2)));
    }

    @Test
    void retryAfterWinsOverTheOthers() {
        Map<String, List<String>> both = Map.of("Retry-After", List.of("10"), "RateLimit-Reset", List.of("900"));
        assertThat(((Throttled) publish(reply(429, "", both))).retryAt()).isEqualTo(NOW.plusSeconds(10));
    }

    private PublishOutcome publish(Answer answer) {
        return outcomes.publish(answer, OutcomesTest::published);
    }

    private PrepareOutcome prepare(Answer answer) {
        return outcomes.prepare(answer, reply -> new Ready(new PreparedValue(reply.text("/id")), Optional.empty()));
    }

    private ReconcileOutcome reconcile(Answer answer) {
        return outcomes.reconcile(
                answer, reply -> new ReconcileOutcome.Found(published(reply).publication()));
    }

    private static Published published(Reply reply) {
        return new Published(new Publication(reply.text("/id"), Optional.empty(), NOW));
    }

    private static Reply reply(int status, String body) {
        return reply(status, body, Map.of());
    }

    private static Reply reply(int status, String body, Map<String, List<String>> headers) {
        NetworkRequest request =
                NetworkRequest.post(URI.create("https://example.org")).build();
        return Reply.to(request, status, headers(headers), body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
