package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the plan to the figures: what a delivery tells of itself. */
class StoryIT {

    @ParameterizedTest
    @EnumSource
    void deliveryTellsOfItsFailureItsRetryItsPublishAndItsFigures(TheDatabase database) throws Exception {
        try (CarillonServer server = database.install("story")) {
            Path config = server.home().resolve("etc/io.carillon.analytics.cfg");
            Files.writeString(config, Files.readString(config).replace("ages = 1h,", "ages = 1s, 30s, 1h,"));
            server.start();
            Client client = server.signIn();
            String account = client.post(
                            "/api/v1/accounts",
                            Map.of("platform", "sandbox", "settings", Map.of("fail", "unavailable", "failTimes", "1")))
                    .json(201)
                    .path("id")
                    .asText();
            Instant due = Instant.now().plusSeconds(3);
            String delivery = client.post(
                            "/api/v1/posts",
                            Map.of(
                                    "caption",
                                    "The whole story",
                                    "firstComment",
                                    "And a comment",
                                    "accounts",
                                    List.of(account),
                                    "schedule",
                                    Map.of("instant", due.toString(), "zone", "UTC")))
                    .json(201)
                    .path("deliveries")
                    .get(0)
                    .path("id")
                    .asText();

            String path = "/api/v1/deliveries/" + delivery;
            Waiting.await(
                    "the delivery to be reported",
                    Duration.ofSeconds(90),
                    () -> client.get(path).json().path("state").asText().equals("REPORTED"));

            JsonNode story = client.get(path).json(200);
            assertThat(story.path("plannedAt").asText()).isNotEmpty();
            JsonNode failed = story.path("attempts").get(0);
            assertThat(failed.path("result").asText()).isEqualTo("UNAVAILABLE");
            assertThat(failed.path("detail").asText()).contains("To be tried again at ");
            JsonNode sent = story.path("attempts").get(1);
            assertThat(sent.path("result").asText()).isEqualTo("PUBLISHED");
            assertThat(Instant.parse(sent.path("armedAt").asText()))
                    .isBeforeOrEqualTo(Instant.parse(sent.path("sentAt").asText()));
            assertThat(Instant.parse(sent.path("sentAt").asText()))
                    .isAfterOrEqualTo(due)
                    .isBeforeOrEqualTo(Instant.parse(sent.path("answeredAt").asText()));
            assertThat(story.path("samples")).isNotEmpty();
            assertThat(story.path("metrics").path("values").path("comments").asLong())
                    .isBetween(0L, 1L);

            Waiting.await(
                    "the comment to be in the figures of a later age",
                    Duration.ofSeconds(90),
                    () -> client.get(path)
                                    .json()
                                    .path("metrics")
                                    .path("values")
                                    .path("comments")
                                    .asLong()
                            == 1);
            assertThat(client.get(path).json().path("state").asText()).isEqualTo("REPORTED");
        }
    }
}
