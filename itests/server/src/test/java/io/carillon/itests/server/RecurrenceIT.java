package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A post that comes back, over HTTP: each of its times is published once, as it was left or changed, on both databases. */
class RecurrenceIT {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @EnumSource
    void everyOccurrenceIsPublishedOnceAsItWasLeft(TheDatabase database) throws Exception {
        try (CarillonServer server = database.install("recurrence").without("CARILLON_ADMIN_PASSWORD")) {
            server.start();
            Client client = Client.signIn(server.address(), "admin", server.said("(?m)first password: (\\S+)"));
            String account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                    .json(201)
                    .path("id")
                    .asText();

            // One time for each fate. They are a minute apart, as series must be; those to be seen are called for
            // sooner.
            LocalDateTime first = LocalDateTime.ofInstant(Instant.now().plusSeconds(8), BERLIN)
                    .truncatedTo(ChronoUnit.SECONDS);
            JsonNode series = client.post(
                            "/api/v1/posts",
                            Map.of(
                                    "caption", "Every minute",
                                    "accounts", List.of(account),
                                    "schedule",
                                            Map.of(
                                                    "at", first.toString(),
                                                    "zone", BERLIN.getId(),
                                                    "rrule", "FREQ=MINUTELY",
                                                    "exdates",
                                                            List.of(first.plusMinutes(1)
                                                                    .toString()))))
                    .json(201);
            assertThat(series.path("next").get(1).path("occurrence").asText())
                    .startsWith(first.plusMinutes(2).toString());
            assertThat(series.path("deliveries").size()).isEqualTo(70);
            String path = "/api/v1/posts/" + series.path("id").asText();

            JsonNode own = patch(
                            client,
                            path + "?scope=THIS&occurrence=" + first.plusMinutes(2),
                            Map.of("caption", "Just this time"))
                    .json(200);
            assertThat(own.path("series").path("post").asText())
                    .isEqualTo(series.path("id").asText());
            client.post(path + "/publish?scope=THIS&occurrence=" + first.plusMinutes(2), Map.of())
                    .json(200);
            client.post(path + "/publish?scope=THIS&occurrence=" + first.plusMinutes(3), Map.of())
                    .json(200);
            JsonNode rest = patch(
                            client,
                            path + "?scope=FOLLOWING&occurrence=" + first.plusMinutes(4),
                            Map.of("caption", "From now on"))
                    .json(200);
            String following = "/api/v1/posts/" + rest.path("id").asText();
            client.post(following + "/publish?scope=THIS&occurrence=" + first.plusMinutes(4), Map.of())
                    .json(200);

            Waiting.await(
                    "the first occurrence and those that were called for to be published",
                    Duration.ofSeconds(60),
                    () -> wall(client).size() >= 4);
            assertThat(wall(client))
                    .containsExactlyInAnyOrder("Every minute", "Every minute", "Just this time", "From now on");
            JsonNode published = client.get(path).json(200).path("deliveries").get(0);
            assertThat(published.path("state").asText()).isEqualTo("PUBLISHED");
            assertThat(published.path("occurrence").asText()).startsWith(first.toString());

            JsonNode refused = patch(client, path + "?scope=THIS&occurrence=" + first, Map.of("caption", "Too late"))
                    .json(409);
            assertThat(refused.path("code").asText()).isEqualTo("published");
            // The series ended before its second part, so that nothing of it is left.
            assertThat(client.get(path).json(200).path("state").asText()).isEqualTo("PUBLISHED");
            assertThat(client.get(following).json(200).path("state").asText()).isEqualTo("SCHEDULED");

            calendarHasItAll(client, rest.path("id").asText());
            client.post(following + "/cancel", Map.of()).json(200);
            assertThat(client.get(following).json(200).path("state").asText()).isEqualTo("CANCELLED");

            restartMakesNothingTwice(server);
        }
    }

    private static Client.Answer patch(Client client, String path, Map<String, String> change) throws IOException {
        return client.send("PATCH", path, "application/json", Client.JSON.writeValueAsBytes(change));
    }

    private static List<String> wall(Client client) {
        List<String> texts = new ArrayList<>();
        client.get("/sandbox/posts")
                .json(200)
                .path("items")
                .forEach(item -> texts.add(item.path("text").asText()));
        return texts;
    }

    private static void calendarHasItAll(Client client, String following) {
        Instant now = Instant.now();
        JsonNode near = client.get("/api/v1/calendar?zone=Asia/Tokyo&from=" + now.minusSeconds(3600) + "&to="
                        + now.plusSeconds(1800))
                .json(200);
        assertThat(near.path("items").findValuesAsText("caption"))
                .contains("Every minute", "Just this time", "From now on");
        JsonNode far = client.get("/api/v1/calendar?from=" + now.plus(300, ChronoUnit.DAYS) + "&to="
                        + now.plus(300, ChronoUnit.DAYS).plusSeconds(600) + "&limit=5")
                .json(200);
        assertThat(far.path("items")).hasSize(5).allSatisfy(item -> {
            assertThat(item.path("planned").asBoolean()).isFalse();
            assertThat(item.path("post").asText()).isEqualTo(following);
        });
    }

    /** What a series published stays published once when its server starts anew. */
    private static void restartMakesNothingTwice(CarillonServer server) throws Exception {
        assertThat(server.stop()).isZero();
        server.start();
        Client again = Client.anonymous(server.address());
        Waiting.await(
                "the wall to be there again",
                Duration.ofSeconds(30),
                () -> again.get("/sandbox/posts").status() == 200);
        assertThat(wall(again)).hasSize(4);
    }
}
