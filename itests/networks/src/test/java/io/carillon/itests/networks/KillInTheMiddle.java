package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.util.List;
import java.util.Random;

/** Kills the server at a random moment while it publishes many posts; in the end each must be on the network once. */
final class KillInTheMiddle {

    /** Where it publishes to. */
    interface Network {

        /** Lets a server that is installed reach it. */
        CarillonServer known(CarillonServer installed);

        /** Connects an account that nobody had before; answers with its id here. */
        String connect(Author author, String name);

        /** What the account of this name shows, asked of the network. */
        List<String> texts(String name);
    }

    private static final int POSTS = 50;
    /** More go out before the kill arrives, and some must be left. */
    private static final int LATEST = 30;
    /** A kill may come too late to prove anything; then there is another. */
    private static final int MORE_ROUNDS = 4;

    private final Network network;
    private final Random random;
    private final long seed;
    private int killedInTheMiddle;

    KillInTheMiddle(Network network) {
        this.network = network;
        seed = Long.getLong("carillon.itests.seed", System.nanoTime());
        random = new Random(seed);
    }

    void run(CarillonServer installed) {
        int rounds = Integer.getInteger("carillon.itests.networks.rounds", 1);
        System.out.println("KillInTheMiddle: seed " + seed + ", " + rounds + " rounds of " + POSTS + " posts");
        try (CarillonServer server = network.known(installed)) {
            server.start();
            for (int round = 1; round <= rounds || killedInTheMiddle == 0 && round <= rounds + MORE_ROUNDS; round++) {
                round(server, round);
            }
        }
        assertThat(killedInTheMiddle)
                .as("rounds in which the server was killed in the middle")
                .isPositive();
    }

    private void round(CarillonServer server, int round) {
        String name = "round" + round;
        Author author = Author.of(server);
        String connected = network.connect(author, name);
        author.schedule(Author.posts(connected, POSTS));

        int enough = 1 + random.nextInt(LATEST);
        Waiting.await(enough + " posts to be out", () -> network.texts(name).size() >= enough);
        server.kill();
        int sent = network.texts(name).size();
        killedInTheMiddle += sent < POSTS ? 1 : 0;
        System.out.printf("  round %d: killed at %d, when %d were out%n", round, enough, sent);

        server.start();
        Author.of(server).awaitAllPublished(connected);
        assertThat(network.texts(name))
                .as("seed %d, round %d", seed, round)
                .containsExactlyInAnyOrderElementsOf(Author.texts(POSTS));
    }
}
