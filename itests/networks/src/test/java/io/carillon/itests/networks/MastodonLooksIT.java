package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens at a server of Mastodon while nothing is published. */
class MastodonLooksIT {

    private static MastodonSimulator mastodon;
    private static CarillonServer server;
    private static Author author;
    private static Consents consents;

    @BeforeAll
    static void start() {
        mastodon = MastodonSimulator.start();
        server = CarillonServer.install("mastodon-looks")
                .with("CARILLON_ALLOWED_HOSTS", mastodon.host())
                .configured("io.carillon.accounts", "lookSeconds", "2")
                .start();
        author = Author.of(server);
        consents = new Consents(author, mastodon);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        mastodon.close();
    }

    @Test
    void revokedConsentIsToldToWhoListensBeforeAnythingIsDue() throws Exception {
        User ivy = mastodon.createUser("ivy");
        String account = consents.gives(ivy, Map.of()).path("id").asText();
        try (Stream<String> events = events()) {
            Iterator<String> lines = events.iterator();
            mastodon.revoke(ivy);
            Waiting.await("the look at the account", () -> status(account).equals("NEEDS_RECONNECT"));
            assertThat(dataOf("account.changed", account, lines)).contains("NEEDS_RECONNECT", "grant-revoked");
        }
        assertThat(consents.gives(ivy, Map.of()).path("id").asText()).isEqualTo(account);
        assertThat(status(account)).isEqualTo("CONNECTED");
    }

    @Test
    void whatTheServerAllowsNowIsKnownWithoutConnectingAgain() {
        User lena = mastodon.createUser("lena");
        String account = consents.gives(lena, Map.of()).path("id").asText();
        Map<String, Object> fits = Author.post(account, "x".repeat(400));
        assertThat(preflight(fits)).doesNotContain("max-length");
        mastodon.faults()
                .always(
                        "GET",
                        "/api/v2/instance",
                        Effect.answering(
                                Response.text(
                                        200,
                                        "application/json",
                                        "{\"version\": \"4.5.0\", \"configuration\": {\"statuses\": {\"max_characters\": 300}}}")));
        Waiting.await("the look at the account", () -> preflight(fits).contains("max-length"));
        mastodon.faults().clear();
    }

    /** What the server tells whoever listens, from now on. */
    private static Stream<String> events() throws IOException, InterruptedException {
        String token = author.client()
                .post("/api/v1/tokens", Map.of("name", "events", "scopes", List.of("read")))
                .json(201)
                .path("token")
                .asText();
        HttpResponse<Stream<String>> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve("/api/v1/events"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The data of the next event of a kind that speaks of an account. */
    private static String dataOf(String kind, String account, Iterator<String> lines) {
        String event = "";
        while (true) {
            String line = lines.next();
            event = line.startsWith("event:") ? line : event;
            if (line.startsWith("data:") && event.contains(kind) && line.contains(account)) {
                return line;
            }
        }
    }

    private static String preflight(Map<String, Object> post) {
        return author.client().post("/api/v1/preflight", post).json(200).toString();
    }

    private static String status(String account) {
        return author.client()
                .get("/api/v1/accounts/" + account)
                .json(200)
                .path("status")
                .asText();
    }
}
