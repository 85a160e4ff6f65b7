package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Several real servers on one PostgreSQL. */
class NodesIT {

    private static final int POSTS = 300;
    private static final int AT_ONCE = 100;
    private static final int LATER = 20;
    private static final int ROLLING = 80;

    /** The sandbox's call deadline and the engine's grace are 20 s of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Everything that was posted so far. */
    private final List<String> texts = new ArrayList<>();

    @Test
    void serversShareTheWorkAndTakeOverFromEachOther() throws Exception {
        try (Cluster cluster = new Cluster("nodes")) {
            CarillonServer first = cluster.install("nodes-1").start();
            CarillonServer second = cluster.install("nodes-2").begin();
            CarillonServer third =
                    Cluster.withoutSandbox(cluster.install("nodes-3")).begin();
            second.awaitReady();
            third.awaitReady();
            Client client = third.signIn();
            awaitAlive(client, 3);
            assertThat(health(client, "nodes")).isEqualTo("UP");

            shareTheWork(client, account(first.signIn()));
            assertWall(first);
            oneIsKilled(cluster, client, first, account(second.signIn()), account(second.signIn()));
            assertWall(second);
            first.start();
            awaitAlive(client, 3);
            anotherIsStopped(client, second, account(first.signIn()));
            assertWall(first);
        }
    }

    /** What is due in a window goes out once, by both that can; the third, which is asked for it, keeps out of it. */
    private void shareTheWork(Client client, String account) {
        Instant from = soonAfter(client, POSTS);
        for (int i = 0; i < POSTS; i++) {
            post(client, account, "shared " + i, from.plusMillis(i * 10L));
        }
        List<JsonNode> deliveries = settled(client, account);
        Map<String, Integer> by = new TreeMap<>();
        for (JsonNode delivery : deliveries) {
            List<JsonNode> sent = sent(client, delivery);
            assertThat(sent).hasSize(1);
            by.merge(sent.get(0).path("node").asText(), 1, Integer::sum);
        }
        List<Long> late = lateness(deliveries);
        System.out.printf(
                "NodesIT: %d posts in a window of %d ms by %s; lateness in ms: median %d, 99 %% %d%n",
                POSTS, POSTS * 10, by, late.get(POSTS / 2), late.get(POSTS * 99 / 100));
        assertThat(by).as("both took part").hasSize(2);
    }

    private static List<JsonNode> sent(Client client, JsonNode delivery) {
        List<JsonNode> sent = new ArrayList<>();
        client.get("/api/v1/deliveries/" + delivery.path("id").asText())
                .json(200)
                .path("attempts")
                .forEach(sent::add);
        sent.removeIf(attempt -> !attempt.path("kind").asText().equals("PUBLISH"));
        return sent;
    }

    /** What a dead server had armed is asked about after its lease; what it had not goes out as if nothing had happened. */
    private void oneIsKilled(Cluster cluster, Client client, CarillonServer victim, String crowd, String later)
            throws Exception {
        Receipts receipts = cluster.receipts();
        receipts.skipToEnd();
        Instant due = soonAfter(client, AT_ONCE + LATER);
        for (int i = 0; i < AT_ONCE; i++) {
            post(client, crowd, "crowd " + i, due);
        }
        for (int i = 0; i < LATER; i++) {
            post(client, later, "later " + i, due.plusMillis(4000 + i * 50L));
        }
        receipts.await(AT_ONCE / 4);
        victim.kill();
        Instant killed = Instant.now();
        int sent = receipts.count();
        List<Long> late = lateness(settled(client, later));
        settled(client, crowd);
        Duration took = Duration.between(killed, Instant.now());
        System.out.printf(
                "NodesIT: killed after %d of %d receipts; due after that: worst lateness %d ms; everything out %d ms"
                        + " after the kill%n",
                sent, AT_ONCE, late.get(late.size() - 1), took.toMillis());
        Waiting.await("it to be missed", () -> presence(client, "nodes-1").equals("GONE"));
        assertThat(health(client, "nodes")).isEqualTo("DEGRADED");
    }

    /** As in a rolling restart: there is always one that publishes. */
    private void anotherIsStopped(Client client, CarillonServer other, String account) throws Exception {
        Instant from = soonAfter(client, ROLLING);
        for (int i = 0; i < ROLLING; i++) {
            post(client, account, "rolling " + i, from.plusMillis(i * 100L));
        }
        Waiting.await("some of them", () -> !client.get("/api/v1/deliveries?limit=1&state=PUBLISHED&account=" + account)
                .json(200)
                .path("items")
                .isEmpty());
        assertThat(other.stop()).isZero();
        assertThat(presence(client, "nodes-2")).isEqualTo("STOPPED");
        List<Long> late = lateness(settled(client, account));
        System.out.printf(
                "NodesIT: a server was stopped meanwhile; lateness in ms: median %d, worst %d%n",
                late.get(late.size() / 2), late.get(late.size() - 1));
        assertThat(health(client, "nodes")).isEqualTo("UP");
    }

    @Test
    void serversThatDoNotShareWhatTheyMustAreRedAndACopyClaimsNothing() throws Exception {
        try (Cluster cluster = new Cluster("strangers")) {
            CarillonServer first = cluster.alone("strangers-1").start();
            CarillonServer second = cluster.alone("strangers-2").start();
            Client client = Client.anonymous(second.address());

            Waiting.await("it to be noticed", () -> health(client, "nodes").equals("DOWN"));
            JsonNode nodes = client.get("/api/v1/health").json(503).at("/parts/nodes");
            assertThat(nodes.path("differing").toString()).isEqualTo("[\"media\",\"vault\"]");
            assertThat(second.stop()).isZero();
            Client original = Client.anonymous(first.address());
            assertThat(original.get("/api/v1/health").status()).isEqualTo(200);

            // The folder of the first one, copied: the same id at another place.
            Files.copy(
                    first.data().resolve("node.id"),
                    second.data().resolve("node.id"),
                    StandardCopyOption.REPLACE_EXISTING);
            second.begin();
            Waiting.await(
                    "the copy to be refused", () -> health(client, "engine").equals("DOWN"));
            assertThat(health(original, "engine")).isEqualTo("UP");
            assertThat(first.stop()).isZero();
            Waiting.await("the copy to go on", () -> health(client, "engine").equals("UP"));
        }
    }

    private static String health(Client client, String part) {
        try {
            return client.get("/api/v1/health")
                    .json()
                    .at("/parts/" + part + "/status")
                    .asText();
        } catch (UncheckedIOException | AssertionError e) {
            return "not there yet";
        }
    }

    private static String account(Client client) {
        return client.post(
                        "/api/v1/accounts",
                        Map.of(
                                "platform",
                                "sandbox",
                                "settings",
                                Map.of("handle", "@n" + System.nanoTime(), "doubt", "READABLE", "delayMs", "100")))
                .json(201)
                .path("id")
                .asText();
    }

    /** A time by which so many posts can be stored, as far as this machine shows just now. */
    private static Instant soonAfter(Client client, int posts) {
        int samples = 10;
        long begun = System.nanoTime();
        for (int i = 0; i < samples; i++) {
            client.post("/api/v1/posts", Map.of("caption", "a draft")).json(201);
        }
        Duration each = Duration.ofNanos(System.nanoTime() - begun).dividedBy(samples);
        return Instant.now().plus(each.multipliedBy(2L * posts)).plusSeconds(4);
    }

    private void post(Client client, String account, String text, Instant due) {
        texts.add(text);
        client.post(
                        "/api/v1/posts",
                        Map.of(
                                "caption",
                                text,
                                "accounts",
                                List.of(account),
                                "schedule",
                                Map.of("instant", due.toString(), "zone", "UTC")))
                .json(201);
    }

    /** The deliveries of an account once all of them are published. */
    private static List<JsonNode> settled(Client client, String account) {
        String open = "/api/v1/deliveries?limit=1&account=" + account
                + "&state=SCHEDULED,PUBLISHING,RETRYING,IN_DOUBT,WAITING";
        Waiting.await(
                "all deliveries to be settled",
                PATIENCE,
                () -> client.get(open).json(200).path("items").isEmpty());
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = client.get("/api/v1/deliveries?limit=100&account=" + account + next)
                    .json(200);
            page.path("items").forEach(all::add);
            next = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : null;
        }
        assertThat(all).extracting(delivery -> delivery.path("state").asText()).containsOnly("PUBLISHED");
        return all;
    }

    private static List<Long> lateness(List<JsonNode> deliveries) {
        return deliveries.stream()
                .map(delivery -> delivery.path("latenessMs").asLong())
                .sorted()
                .toList();
    }

    private void assertWall(CarillonServer server) {
        List<String> wall = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = Client.anonymous(server.address())
                    .get("/sandbox/posts?limit=1000" + next)
                    .json(200);
            page.path("items").forEach(item -> wall.add(item.path("text").asText()));
            next = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : null;
        }
        assertThat(wall).containsExactlyInAnyOrderElementsOf(texts);
    }

    private static void awaitAlive(Client client, int count) {
        Waiting.await(
                "all to be alive",
                () -> client.get("/api/v1/nodes").json(200).path("items").findValues("state").stream()
                                .filter(state -> state.asText().equals("ALIVE"))
                                .count()
                        == count);
    }

    private static String presence(Client client, String name) {
        for (JsonNode node : client.get("/api/v1/nodes").json(200).path("items")) {
            if (node.path("name").asText().equals(name)) {
                return node.path("state").asText();
            }
        }
        return "unknown";
    }
}
