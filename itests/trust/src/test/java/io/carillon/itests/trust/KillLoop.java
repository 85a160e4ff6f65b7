package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * R1: the server is killed at a moment drawn from a seed while 50 posts go out to each of three networks at one instant:
 * as they are armed, as they are sent, as they are answered and as what came of them is stored.
 */
abstract class KillLoop {

    private static final int POSTS = 50;
    private static final int CALLS = 3 * POSTS;

    private final Database database;

    KillLoop(Database database) {
        this.database = database;
    }

    @Test
    void nothingIsLostOrDoubledHoweverOftenTheServerIsKilled() {
        int rounds = Integer.getInteger("carillon.trust.rounds", 3);
        long seed = Seed.draw();
        System.out.println("R1 on " + database + ": seed " + seed + ", " + rounds + " rounds of " + CALLS + " calls");
        Random random = new Random(seed);
        int inTheMiddle = 0;
        long flagged = 0;
        try (Stalls stalls = new Stalls();
                Oracle oracle = Oracle.start("kill-" + database, seed);
                CarillonServer server = database.install("kill-loop")) {
            House house = new House(server, oracle);
            house.start();
            house.connect(House.KEYED, House.READABLE, House.NONE);
            for (int round = 1; round <= rounds; round++) {
                String prefix = "round " + round + " post ";
                Instant due = house.soon();
                house.schedule(prefix, POSTS, due, Duration.ZERO, House.KEYED, House.READABLE, House.NONE);
                stalls.forget();
                String moment = awaitMoment(random, oracle, prefix, due);
                Duration stall = stalls.longest();
                Instant killed = Instant.now();
                server.kill();
                long requests = oracle.count("REQUEST", prefix);
                long receipts = oracle.count("RECEIPT", prefix);
                inTheMiddle += receipts < CALLS ? 1 : 0;
                house.start();
                String story = "seed " + seed + ", round " + round + ", killed at " + moment;
                var deliveries = house.settled(prefix);
                Promises promises = new Promises(story, oracle.events(prefix), deliveries)
                        .hold()
                        .noneBefore(due)
                        .flaggedOnlyWhatWasOpen(killed, stall);
                assertThat(promises.published() + promises.flagged()).as(story).isEqualTo(CALLS);
                flagged += promises.flagged();
                System.out.printf(
                        "  round %d: killed at %s, after %d requests and %d receipts; %d published, %d flagged, %d of"
                                + " these were there%n",
                        round,
                        moment,
                        requests,
                        receipts,
                        promises.published(),
                        promises.flagged(),
                        promises.flaggedAndThere());
            }
        }
        if (rounds >= 3) {
            assertThat(inTheMiddle)
                    .as("rounds that were cut off before everything was out")
                    .isPositive();
        }
        System.out.println("  killed before everything was out: " + inTheMiddle + " of " + rounds + "; flagged: "
                + flagged + " of " + rounds * POSTS + " on the network that cannot be asked");
    }

    /** Waits for a moment of the kind, and tells which it was. */
    private static String awaitMoment(Random random, Oracle oracle, String prefix, Instant due) {
        // A slow machine is given a long time to write everything before it is due.
        Duration patience = Duration.between(Instant.now(), due).plusSeconds(60);
        int which = random.nextInt(4);
        int n = 1 + random.nextInt(CALLS - 1);
        if (which == 0) {
            // As they are armed, released, answered and stored, wherever that is.
            Duration offset = Duration.ofMillis(random.nextInt(3500) - 2200);
            Instant at = due.plus(offset);
            Waiting.await("the moment", patience, () -> !Instant.now().isBefore(at));
            return offset.toMillis() + " ms after the due time";
        }
        String kind = new String[] {"", "REQUEST", "RECEIPT", "ANSWER"}[which];
        Waiting.await("the moment", patience, () -> oracle.count(kind, prefix) >= n);
        return kind + " " + n;
    }
}
