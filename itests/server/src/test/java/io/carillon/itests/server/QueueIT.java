package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A queue on a whole server: filled, rearranged, paused, resumed, and published in its order at its slots. */
class QueueIT {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Duration LEAD = Duration.ofSeconds(25);

    @ParameterizedTest
    @EnumSource
    void whatIsQueuedGoesOutInItsSlotsInItsOrder(TheDatabase database) {
        try (CarillonServer server = database.install("queue")) {
            server.start();
            Client client = server.signIn();
            String account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                    .json(201)
                    .path("id")
                    .asText();
            client.send(
                            "PATCH",
                            "/api/v1/accounts/" + account,
                            "application/json",
                            "{\"zone\": \"Asia/Tokyo\"}".getBytes(StandardCharsets.UTF_8))
                    .json(200);
            String queue = "/api/v1/accounts/" + account + "/queue";
            assertThat(client.post("/api/v1/posts/" + draft(client, account, "early") + "/enqueue", Map.of())
                            .json(409)
                            .path("code")
                            .asText())
                    .isEqualTo("no-slots");

            ZonedDateTime first = Instant.now().plus(LEAD).atZone(TOKYO).truncatedTo(ChronoUnit.SECONDS);
            List<Map<String, String>> slots = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ZonedDateTime at = first.plusSeconds(2L * i);
                slots.add(Map.of(
                        "weekday",
                        at.getDayOfWeek().name(),
                        "time",
                        at.toLocalTime().toString()));
            }
            client.put(queue, Map.of("slots", slots, "paused", true)).json(200);
            String b = enqueue(client, account, "b", Map.of());
            String c = enqueue(client, account, "c", Map.of());
            enqueue(client, account, "a", Map.of("position", "FRONT"));
            enqueue(
                    client,
                    account,
                    "chosen",
                    Map.of("slot", first.plusSeconds(6).toLocalDateTime().toString()));
            assertThat(client.get("/api/v1/posts/" + b).json(200).path("state").asText())
                    .isEqualTo("WAITING");
            JsonNode queued = client.get(queue + "/posts").json(200).path("items");
            assertThat(queued).hasSize(4);
            String second = queued.get(1).path("id").asText();
            client.post(
                            queue + "/posts/" + second + "/move",
                            Map.of("after", queued.get(2).path("id").asText()))
                    .json(200);

            client.put(queue, Map.of("slots", slots, "paused", false)).json(200);

            for (String post : List.of(b, c)) {
                Waiting.await(
                        "the post to be published", Duration.ofSeconds(60), () -> client.get("/api/v1/posts/" + post)
                                .json()
                                .path("state")
                                .asText()
                                .equals("PUBLISHED"));
            }
            Waiting.await(
                    "all four to be on the wall",
                    Duration.ofSeconds(30),
                    () -> client.get("/sandbox/posts").json().path("items").size() == 4);
            JsonNode wall = client.get("/sandbox/posts").json(200).path("items");
            List<String> texts = new ArrayList<>();
            wall.forEach(one -> texts.add(one.path("text").asText()));
            assertThat(texts).containsExactly("a", "c", "b", "chosen");
            for (int i = 0; i < 4; i++) {
                assertThat(Instant.parse(wall.get(i).path("receivedAt").asText()))
                        .as("none before its slot")
                        .isAfterOrEqualTo(first.plusSeconds(2L * i).toInstant());
            }
            assertThat(client.get(queue + "/posts").json(200).path("items")).isEmpty();
        }
    }

    private static String draft(Client client, String account, String caption) {
        return client.post("/api/v1/posts", Map.of("caption", caption, "accounts", List.of(account)))
                .json(201)
                .path("id")
                .asText();
    }

    private static String enqueue(Client client, String account, String caption, Map<String, String> where) {
        String post = draft(client, account, caption);
        JsonNode answer =
                client.post("/api/v1/posts/" + post + "/enqueue", where).json(200);
        assertThat(answer.path("schedule").path("kind").asText()).isEqualTo("QUEUE");
        return post;
    }
}
