package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server is killed at a random moment while it publishes many posts; in the end each is on Bluesky once. */
@Execution(ExecutionMode.CONCURRENT)
class BlueskyKillIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static final int POSTS = 50;
    /** More go out before the kill arrives, and some must be left. */
    private static final int LATEST = 30;
    /** A kill may come too late to prove anything; then there is another. */
    private static final int MORE_ROUNDS = 4;

    @Test
    void everyPostIsThereOnceOnTheBuiltInDatabase() {
        killInTheMiddle("derby", CarillonServer.install("bluesky-kill-derby"));
    }

    @Test
    @NeedsPostgres
    void everyPostIsThereOnceOnPostgres() {
        PostgresDatabase database = PostgresServer.shared().createDatabase();
        killInTheMiddle(
                "postgres",
                CarillonServer.install("bluesky-kill-postgres")
                        .withDatabase(database.url(), database.user(), database.password()));
    }

    private static void killInTheMiddle(String name, CarillonServer installed) {
        int rounds = Integer.getInteger("carillon.itests.networks.rounds", 1);
        long seed = Long.getLong("carillon.itests.seed", System.nanoTime());
        System.out.println("BlueskyKillIT on " + name + ": seed " + seed + ", " + rounds + " rounds of " + POSTS);
        Random random = new Random(seed);
        int killedInTheMiddle = 0;
        try (CarillonServer server = installed.with("CARILLON_ALLOWED_HOSTS", BLUESKY.host())) {
            server.start();
            for (int round = 1; round <= rounds || killedInTheMiddle == 0 && round <= rounds + MORE_ROUNDS; round++) {
                Account account = BLUESKY.createAccount(name + round + ".test", "password");
                Author author = Author.of(server);
                String connected = author.connect(BLUESKY, account);
                List<String> texts = IntStream.range(0, POSTS)
                        .mapToObj(i -> "Post " + i + " with a #tag")
                        .toList();
                author.schedule(
                        texts.stream().map(text -> Author.post(connected, text)).toList());

                int enough = 1 + random.nextInt(LATEST);
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

    private static List<String> texts(Account account) {
        return BLUESKY.posts(account.did()).stream()
                .map(post -> post.path("value").path("text").asText())
                .toList();
    }
}
