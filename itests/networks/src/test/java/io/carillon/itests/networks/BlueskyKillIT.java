package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server is killed at a random moment while it publishes many posts; in the end each is on Bluesky once. */
class BlueskyKillIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static final int POSTS = 50;

    @Test
    void everyPostIsThereOnceOnTheBuiltInDatabase() {
        killInTheMiddle("derby", CarillonServer.install("bluesky-kill-derby"));
    }

    @Test
    @NeedsPostgres
    void everyPostIsThereOnceOnPostgres() {
        PostgresDatabase database = PostgresServer.shared().createDatabase();
        killInTheMiddle("postgres", Databases.on(database, CarillonServer.install("bluesky-kill-postgres")));
    }

    private static void killInTheMiddle(String name, CarillonServer installed) {
        int rounds = Integer.getInteger("carillon.itests.networks.rounds", 2);
        long seed = Long.getLong("carillon.itests.seed", System.nanoTime());
        System.out.println("BlueskyKillIT on " + name + ": seed " + seed + ", " + rounds + " rounds of " + POSTS);
        Random random = new Random(seed);
        int killedInTheMiddle = 0;
        try (CarillonServer server = installed.with("CARILLON_ALLOWED_HOSTS", BLUESKY.host())) {
            server.start();
            for (int round = 1; round <= rounds; round++) {
                Account account = BLUESKY.createAccount(name + round + ".test", "password");
                Author author = Author.of(server);
                String connected = author.connect(BLUESKY, account);
                List<String> texts = scheduleMany(author, connected);

                int enough = 1 + random.nextInt(POSTS - 1);
                Waiting.await(
                        enough + " posts to be out",
                        () -> BLUESKY.posts(account.did()).size() >= enough);
                server.kill();
                int sent = BLUESKY.posts(account.did()).size();
                killedInTheMiddle += sent < POSTS ? 1 : 0;
                System.out.printf("  round %d: killed at %d, when %d were out%n", round, enough, sent);

                server.start();
                Author.of(server).awaitAllPublished(connected);
                assertThat(texts(account))
                        .as("seed %d, round %d", seed, round)
                        .containsExactlyInAnyOrderElementsOf(texts);
            }
        }
        assertThat(killedInTheMiddle)
                .as("rounds in which the server was killed in the middle")
                .isPositive();
    }

    private static List<String> scheduleMany(Author author, String account) {
        List<String> texts = new ArrayList<>();
        List<String> posts = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            String text = "Post " + i + " with a #tag";
            texts.add(text);
            posts.add(author.draft(Author.post(account, text)));
        }
        Instant due = Author.inSeconds(6);
        posts.forEach(post -> author.schedule(post, due));
        return texts;
    }

    private static List<String> texts(Account account) {
        return BLUESKY.posts(account.did()).stream()
                .map(post -> post.path("value").path("text").asText())
                .toList();
    }
}
