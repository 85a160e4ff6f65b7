package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Client.Answer;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Somebody who uses Carillon over REST. */
final class Author {

    /** Until nothing is left to do, also after a restart in the middle. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** States that nothing follows unless somebody asks for it. */
    private static final Set<String> ENDS = Set.of("PUBLISHED", "FAILED", "MISSED", "CANCELLED");

    private final Client client;

    private Author(Client client) {
        this.client = client;
    }

    static Author of(CarillonServer server) {
        return new Author(server.signIn());
    }

    Client client() {
        return client;
    }

    /** Connects an account with a new app password. */
    String connect(BlueskyServer bluesky, BlueskyServer.Account account) {
        String password = bluesky.createAppPassword(account, "carillon " + UUID.randomUUID());
        JsonNode connected = connect(bluesky.url(), account.handle(), password).json(201);
        assertThat(connected.path("handle").asText()).isEqualTo("@" + account.handle());
        assertThat(connected.path("status").asText()).isEqualTo("CONNECTED");
        assertThat(connected.toString()).doesNotContain(password);
        return connected.path("id").asText();
    }

    Answer connect(String service, String identifier, String appPassword) {
        return client.post(
                "/api/v1/accounts",
                Map.of(
                        "platform",
                        "bluesky",
                        "settings",
                        Map.of("service", service, "identifier", identifier, "appPassword", appPassword)));
    }

    /** Uploads a file; answers with its entry in a post. */
    Map<String, String> upload(String name, byte[] content, String altText) {
        String id = client.upload(name, "application/octet-stream", content)
                .json(201)
                .path("id")
                .asText();
        return Map.of("id", id, "altText", altText);
    }

    /** A post for an account, without a time. */
    static Map<String, Object> post(String account, String caption) {
        return new LinkedHashMap<>(Map.of("caption", caption, "accounts", List.of(account)));
    }

    /** A post with one more property. */
    static Map<String, Object> post(String account, String caption, String property, Object value) {
        Map<String, Object> post = post(account, caption);
        post.put(property, value);
        return post;
    }

    /** Posts that differ in their text. */
    static List<Map<String, Object>> posts(String account, int count) {
        return texts(count).stream().map(text -> post(account, text)).toList();
    }

    /** The texts of {@link #posts}. */
    static List<String> texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Post " + i + " with a #tag")
                .toList();
    }

    String draft(Map<String, Object> post) {
        return client.post("/api/v1/posts", post).json(201).path("id").asText();
    }

    /** Writes posts and schedules all for one instant, as soon as this machine can be expected to be done with that. */
    Scheduled schedule(List<Map<String, Object>> posts) {
        long started = System.nanoTime();
        List<String> ids = posts.stream().map(this::draft).toList();
        Duration once = Duration.ofNanos(System.nanoTime() - started);
        Instant due = Instant.now().plus(once.multipliedBy(3)).plusSeconds(3).truncatedTo(ChronoUnit.SECONDS);
        for (String post : ids) {
            schedule(post, due).json(200);
        }
        return new Scheduled(ids, due);
    }

    /** Posts and their time. */
    record Scheduled(List<String> posts, Instant due) {}

    Answer schedule(String post, Instant due) {
        return client.post("/api/v1/posts/" + post + "/schedule", Map.of("instant", due.toString(), "zone", "UTC"));
    }

    /** Writes a post and has it published now. */
    String publish(Map<String, Object> post) {
        String id = draft(post);
        Answer answer = client.post("/api/v1/posts/" + id + "/publish", Map.of());
        assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
        return id;
    }

    /** Waits for a state of the one delivery of a post. */
    JsonNode await(String post, String state) {
        JsonNode[] seen = new JsonNode[1];
        Waiting.await("post " + post + " to be " + state, PATIENCE, () -> {
            seen[0] = delivery(post);
            String now = seen[0].path("state").asText();
            if (ENDS.contains(now)) {
                assertThat(now).as(seen[0].toString()).isEqualTo(state);
            }
            return now.equals(state);
        });
        return seen[0];
    }

    JsonNode delivery(String post) {
        return client.get("/api/v1/posts/" + post).json(200).path("deliveries").get(0);
    }

    /** Deliveries of an account in one of these states. */
    List<JsonNode> deliveries(String account, String... states) {
        List<JsonNode> deliveries = new ArrayList<>();
        client.get("/api/v1/deliveries?limit=200&account=" + account + "&state=" + String.join(",", states))
                .json(200)
                .path("items")
                .forEach(deliveries::add);
        return deliveries;
    }

    /** Waits until nothing is left to do for an account; then all must be published. */
    void awaitAllPublished(String account) {
        Waiting.await("everything to be published", PATIENCE, () -> deliveries(
                        account, "SCHEDULED", "PUBLISHING", "RETRYING", "IN_DOUBT", "WAITING")
                .isEmpty());
        assertThat(deliveries(account, "FAILED", "MISSED", "CANCELLED")).isEmpty();
    }

    /** The problem that a request is refused with. */
    static JsonNode refusal(Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        JsonNode error = answer.json().path("errors").path(0);
        assertThat(error.path("rule").asText()).as(answer.text()).isNotBlank();
        assertThat(error.path("message").asText()).as(answer.text()).isNotBlank();
        return error;
    }
}
