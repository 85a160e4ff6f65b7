package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was stored is there after a restart. */
class RestartIT {

    @ParameterizedTest
    @EnumSource
    void dataSurvivesRestartAndTheLossOfKarafsOwnFolder(TheDatabase database) throws Exception {
        try (CarillonServer server = database.install("restart").start()) {
            Client client = server.signIn();
            String account = client.post("/api/v1/accounts", Map.of("platform", "sandbox", "settings", Map.of()))
                    .json(201)
                    .path("id")
                    .asText();
            JsonNode media = client.upload("red-door.jpg", "image/jpeg", CarillonServer.resource("red-door.jpg"))
                    .json(201);
            JsonNode post = client.post(
                            "/api/v1/posts",
                            Map.of(
                                    "caption", "Still here",
                                    "media",
                                            List.of(Map.of(
                                                    "id", media.path("id").asText())),
                                    "accounts", List.of(account),
                                    "schedule", Map.of("at", "2031-07-01T12:00:00", "zone", "America/New_York")))
                    .json(201);
            assertThat(server.stop()).isZero();

            deleteAll(server.home().resolve("data"));
            server.start();

            JsonNode again = server.signIn()
                    .get("/api/v1/posts/" + post.path("id").asText())
                    .json(200);
            assertThat(again).isEqualTo(post);
            assertThat(server.signIn().get(media.path("url").asText()).bytes())
                    .isEqualTo(CarillonServer.resource("red-door.jpg"));
        }
    }

    private static void deleteAll(Path folder) throws Exception {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
