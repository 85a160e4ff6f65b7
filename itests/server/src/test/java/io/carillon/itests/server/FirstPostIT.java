package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A new user's first minutes, over HTTP. */
class FirstPostIT {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @EnumSource
    void aPictureScheduledInBerlinIsOnTheWallOnceAndOnTime(TheDatabase database) throws Exception {
        try (CarillonServer server = database.install("first-post").without("CARILLON_ADMIN_PASSWORD")) {
            server.start();
            Client client = Client.signIn(server.address(), "admin", server.said("(?m)first password: (\\S+)"));

            JsonNode account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                    .json(201);
            byte[] picture = CarillonServer.resource("red-door.jpg");
            JsonNode media =
                    client.upload("red-door.jpg", "image/jpeg", picture).json(201);
            assertThat(media.path("type").asText()).isEqualTo("image/jpeg");
            assertThat(media.path("width").asInt()).isEqualTo(320);
            assertThat(media.path("height").asInt()).isEqualTo(200);

            LocalDateTime at = LocalDateTime.ofInstant(Instant.now().plusSeconds(10), BERLIN)
                    .truncatedTo(ChronoUnit.SECONDS);
            JsonNode post = client.post(
                            "/api/v1/posts",
                            Map.of(
                                    "caption", "Die rote Tür ist offen. 🚪",
                                    "hashtags", List.of("#launch", "#creator"),
                                    "media",
                                            List.of(Map.of(
                                                    "id", media.path("id").asText(), "altText", "A red door")),
                                    "accounts", List.of(account.path("id").asText()),
                                    "schedule", Map.of("at", at.toString(), "zone", BERLIN.getId())))
                    .json(201);
            assertThat(post.path("state").asText()).isEqualTo("SCHEDULED");
            assertThat(Instant.parse(post.path("schedule").path("instant").asText()))
                    .isEqualTo(at.atZone(BERLIN).toInstant());

            String path = "/api/v1/posts/" + post.path("id").asText();
            Waiting.await(
                    "the post to be published",
                    Duration.ofSeconds(30),
                    () -> client.get(path).json().path("state").asText().equals("PUBLISHED"));

            JsonNode wall = client.get("/sandbox/posts").json(200).path("items");
            assertThat(wall).hasSize(1);
            assertThat(wall.get(0).path("text").asText()).isEqualTo("Die rote Tür ist offen. 🚪\n\n#launch #creator");
            String shown = wall.get(0).path("media").get(0).path("url").asText();
            assertThat(client.get(shown).bytes()).isEqualTo(picture);

            JsonNode delivery = client.get(path).json(200).path("deliveries").get(0);
            // How late is for a benchmark to say, on a machine that does nothing else; early would be wrong anywhere.
            System.out.println(
                    "FirstPostIT: late by " + delivery.path("latenessMs").asText() + " ms");
            assertThat(delivery.path("latenessMs").asDouble()).isNotNegative();
            assertThat(Instant.parse(delivery.path("publishedAt").asText()))
                    .isCloseTo(at.atZone(BERLIN).toInstant(), within(2, ChronoUnit.SECONDS));
            assertThat(client.get(delivery.path("permalink").asText()).status()).isEqualTo(200);
            assertThat(server.stop()).isZero();
        }
    }
}
