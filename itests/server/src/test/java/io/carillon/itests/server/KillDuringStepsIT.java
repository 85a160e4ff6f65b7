package io.carillon.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Client;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at random receipts while first comments and threads of three follow what was just published. As in
 * {@link KillDuringPublishingIT}, whatever is sent a second time shows a second time.
 */
class KillDuringStepsIT {

    private static final int POSTS = 10;
    /** The post, its first comment and three parts. */
    private static final int RECEIPTS = POSTS * 5;

    private static final int KILLS = 3;
    /** Calls take this long, so that a restarted server is still at it when it is killed again. */
    private static final int CALL_MILLIS = 2000;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Test
    void everyStepIsOnTheWallOnceAndThreadsAreInOrderHoweverOftenTheServerIsKilled() throws Exception {
        long seed = Long.getLong("carillon.itests.seed", System.nanoTime());
        Random random = new Random(seed);
        try (CarillonServer server = CarillonServer.install("kill-steps")) {
            server.start();
            Client client = server.signIn();
            String account = client.post(
                            "/api/v1/accounts",
                            Map.of(
                                    "platform",
                                    "sandbox",
                                    "settings",
                                    Map.of("doubt", "READABLE", "delayMs", Integer.toString(CALL_MILLIS))))
                    .json(201)
                    .path("id")
                    .asText();
            List<String> drafts = IntStream.range(0, POSTS)
                    .mapToObj(i -> draft(client, account, i))
                    .toList();
            Receipts receipts = new Receipts(server.data().resolve("sandbox/receipts.jsonl"));
            drafts.forEach(post ->
                    client.post("/api/v1/posts/" + post + "/publish", Map.of()).json(200));
            // The first receipts are of posts: what follows is killed in its middle.
            int killAt = POSTS + 1;
            int killedDuringSteps = 0;
            for (int kill = 1; kill <= KILLS && killAt < RECEIPTS; kill++) {
                receipts.await(killAt);
                server.kill();
                killedDuringSteps++;
                System.out.printf("KillDuringStepsIT: seed %d, killed at receipt %d%n", seed, receipts.count());
                server.start();
                killAt = receipts.count() + 1 + random.nextInt(4);
            }

            assertThat(killedDuringSteps)
                    .as("kills before every step was taken, seed %d", seed)
                    .isGreaterThan(1);
            Client again = server.signIn();
            Waiting.await("all steps to be taken", PATIENCE, () -> settled(again, account));
            for (int i = 0; i < POSTS; i++) {
                assertWhole(again, i, seed);
            }
            assertThat(receipts.count()).as("receipts, seed %d", seed).isEqualTo(RECEIPTS);
        }
    }

    private static String draft(Client client, String account, int number) {
        String text = "post " + number;
        return client.post(
                        "/api/v1/posts",
                        Map.of(
                                "caption",
                                text,
                                "firstComment",
                                text + " comment",
                                "thread",
                                IntStream.rangeClosed(1, 3)
                                        .mapToObj(part -> Map.of("text", text + " part " + part))
                                        .toList(),
                                "accounts",
                                List.of(account)))
                .json(201)
                .path("id")
                .asText();
    }

    private static boolean settled(Client client, String account) {
        JsonNode items = client.get("/api/v1/deliveries?limit=50&account=" + account)
                .json(200)
                .path("items");
        List<String> states = new ArrayList<>();
        items.forEach(item -> {
            states.add(item.path("state").asText());
            item.path("steps").forEach(step -> states.add(step.path("state").asText()));
        });
        return states.size() == RECEIPTS && states.stream().allMatch("PUBLISHED"::equals);
    }

    private static void assertWhole(Client client, int number, long seed) {
        List<String> replies = new ArrayList<>();
        int found = 0;
        for (JsonNode item : client.get("/sandbox/posts?limit=1000").json(200).path("items")) {
            if (item.path("text").asText().equals("post " + number)) {
                found++;
                item.path("replies")
                        .forEach(reply -> replies.add(reply.path("text").asText()));
            }
        }
        String text = "post " + number;
        assertThat(found).as(text + ", seed %d", seed).isEqualTo(1);
        assertThat(replies)
                .as(text + ", seed %d", seed)
                .containsExactlyInAnyOrder(text + " comment", text + " part 1", text + " part 2", text + " part 3")
                .containsSubsequence(text + " part 1", text + " part 2", text + " part 3");
    }
}
