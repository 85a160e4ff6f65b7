package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server is killed at a random receipt while many posts due at one instant go out. The sandbox network keeps its own
 * receipts outside Carillon's database, and has been told to publish a second time whatever is sent a second time, so a
 * repeated send shows as a second post.
 */
class KillDuringPublishingIT {

    private static final int POSTS = 100;
    /** Calls take this long, so that there is something to kill in the middle of. */
    private static final int CALL_MILLIS = 40;

    @ParameterizedTest
    @EnumSource
    void everyPostIsOnTheWallOnceHoweverOftenTheServerIsKilled(TheDatabase database) throws Exception {
        int rounds = database.rounds(Integer.getInteger("carillon.itests.rounds", 4));
        long seed = Long.getLong("carillon.itests.seed", System.nanoTime());
        System.out.println("KillDuringPublishingIT on " + database + ": seed " + seed + ", " + rounds + " rounds of "
                + POSTS + " posts");
        Random random = new Random(seed);
        try (CarillonServer server = database.install("kill")) {
            Set<String> expected = new HashSet<>();
            int killedWithSomeButNotAllSent = 0;
            server.start();
            Receipts receipts = new Receipts(server.data().resolve("sandbox/receipts.jsonl"));
            for (int round = 1; round <= rounds; round++) {
                Client client = server.signIn();
                String account = account(client, round);
                receipts.skipToEnd();
                long started = System.nanoTime();
                Map<String, String> drafts = drafts(client, account, round);
                expected.addAll(drafts.values());
                // As many requests follow; this machine has just shown how long they take.
                Duration once = Duration.ofNanos(System.nanoTime() - started);
                Instant due = Instant.now().plus(once.multipliedBy(3)).plusSeconds(2);
                drafts.keySet().forEach(post -> schedule(client, post, due));

                // Some more go out before the kill has its way, and not all may.
                int enough = 1 + random.nextInt(POSTS * 3 / 4);
                receipts.await(enough);
                server.kill();
                int sent = receipts.count();
                killedWithSomeButNotAllSent += sent < POSTS ? 1 : 0;
                server.start();

                Client again = server.signIn();
                awaitSettled(again, account);
                List<String> wall = wall(again);
                System.out.printf(
                        "  round %d: killed at receipt %d; %d had been sent, %d are on the wall at the end%n",
                        round, enough, sent, wall.size() - (round - 1) * POSTS);
                assertThat(wall).as("seed %d, round %d", seed, round).doesNotHaveDuplicates();
                assertThat(new HashSet<>(wall))
                        .as("seed %d, round %d", seed, round)
                        .isEqualTo(expected);
            }
            System.out.println("  killed in the middle of sending: " + killedWithSomeButNotAllSent + " of " + rounds);
            assertThat(killedWithSomeButNotAllSent)
                    .as("rounds in which the server was killed in the middle of sending")
                    .isPositive();
        }
    }

    private static String account(Client client, int round) {
        return client.post(
                        "/api/v1/accounts",
                        Map.of(
                                "platform",
                                "sandbox",
                                "settings",
                                Map.of(
                                        "handle",
                                        "@round" + round,
                                        "doubt",
                                        "READABLE",
                                        "delayMs",
                                        Integer.toString(CALL_MILLIS))))
                .json(201)
                .path("id")
                .asText();
    }

    /** Texts by post. */
    private static Map<String, String> drafts(Client client, String account, int round) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < POSTS; i++) {
            String text = "round " + round + " post " + i;
            String post = client.post("/api/v1/posts", Map.of("caption", text, "accounts", List.of(account)))
                    .json(201)
                    .path("id")
                    .asText();
            texts.put(post, text);
        }
        return texts;
    }

    private static void schedule(Client client, String post, Instant due) {
        client.post("/api/v1/posts/" + post + "/schedule", Map.of("instant", due.toString(), "zone", "UTC"))
                .json(200);
    }

    private static void awaitSettled(Client client, String account) {
        String open = "/api/v1/deliveries?limit=1&account=" + account
                + "&state=SCHEDULED,PUBLISHING,RETRYING,IN_DOUBT,WAITING";
        Waiting.await(
                "all deliveries to be settled",
                () -> client.get(open).json(200).path("items").isEmpty());
        JsonNode others = client.get("/api/v1/deliveries?limit=5&account=" + account + "&state=FAILED,MISSED,CANCELLED")
                .json(200)
                .path("items");
        assertThat(others).as(others.toString()).isEmpty();
    }

    private static List<String> wall(Client client) {
        List<String> texts = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = client.get("/sandbox/posts?limit=1000" + next).json(200);
            page.path("items").forEach(item -> texts.add(item.path("text").asText()));
            next = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : null;
        } while (next != null);
        return texts;
    }
}
