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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A plugin that breaks every rule is dropped into a running server, and taken away in the middle of a call. */
class HostilePublisherIT {

    private static final List<String> MISDEEDS =
            List.of("throws", "overflows", "is not linked", "returns nothing", "answers late");

    @Test
    void nothingIsLostOrPublishedTwiceAndNobodyElseIsHurt() throws Exception {
        try (CarillonServer server = CarillonServer.install("hostile").start()) {
            Client client = server.signIn();
            Path plugin = server.home().resolve("deploy/hostile.jar");
            PluginJar.deploy(HostilePublisher.class, "hostile", plugin);
            Waiting.await(
                    "the plugin to be there",
                    () -> client.get("/api/v1/platforms").text().contains("hostile"));
            String hostile = connect(client, "hostile");
            String sandbox = connect(client, "sandbox");

            Map<String, String> posts = new LinkedHashMap<>();
            for (String misdeed : MISDEEDS) {
                posts.put(misdeed, post(client, misdeed, hostile));
            }
            String hung = post(client, "never answers", hostile);
            String unchecked = post(client, "throws while it is checked", hostile);
            String bystander = post(client, "A good post", sandbox);

            published(client, bystander);
            published(client, unchecked);
            for (String id : posts.values()) {
                published(client, id);
                JsonNode delivery = client.get("/api/v1/posts/" + id)
                        .json(200)
                        .path("deliveries")
                        .get(0);
                assertThat(delivery.path("permalink").asText()).doesNotContain("twice");
            }
            Waiting.await(
                    "the hung call to be in doubt", () -> state(client, hung).equals("IN_DOUBT"));

            Files.delete(plugin);
            Waiting.await(
                    "the plugin to be gone",
                    () -> !client.get("/api/v1/platforms").text().contains("hostile"));
            String late = post(client, "Nobody there", hostile);
            Waiting.await("its next post to wait", () -> state(client, late).equals("WAITING"));
            assertThat(state(client, hung)).isEqualTo("IN_DOUBT");
            published(client, post(client, "Another good post", sandbox));

            PluginJar.deploy(HostilePublisher.class, "hostile", plugin);
            published(client, late);
            assertThat(server.stop()).isZero();
        }
    }

    private static String connect(Client client, String platform) {
        return client.post("/api/v1/accounts", Map.of("platform", platform, "settings", Map.of()))
                .json(201)
                .path("id")
                .asText();
    }

    private static String post(Client client, String caption, String account) {
        return client.post(
                        "/api/v1/posts",
                        Map.of(
                                "caption",
                                caption,
                                "accounts",
                                List.of(account),
                                "schedule",
                                Map.of("instant", Instant.now().plusSeconds(3).toString(), "zone", "UTC")))
                .json(201)
                .path("id")
                .asText();
    }

    private static String state(Client client, String post) {
        return client.get("/api/v1/posts/" + post).json(200).path("state").asText();
    }

    private static void published(Client client, String post) {
        Waiting.await("the post to be published", Duration.ofSeconds(60), () -> state(client, post)
                .equals("PUBLISHED"));
    }
}
