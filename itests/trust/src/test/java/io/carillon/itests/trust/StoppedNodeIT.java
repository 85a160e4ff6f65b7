package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * R2: of two servers on one database, one is stopped at a moment drawn from a seed and woken after its claims have ended.
 * What it knows by then is late, and what it wanted to send it must not send.
 */
@NeedsPostgres
class StoppedNodeIT {

    private static final int POSTS = 50;

    /** A look at the store at least every ten seconds, and what it leads to. */
    private static final Duration KNOWN = Duration.ofSeconds(30);

    /** A call's deadline, the grace of a claim, and a little more. */
    private static final Duration PAST_THE_CLAIM = Duration.ofSeconds(18);

    @Test
    void serverThatWakesAfterItsClaimsEndedDoublesNothing() {
        int rounds = Integer.getInteger("carillon.trust.stops", 1);
        long seed = Seed.draw();
        System.out.println("R2: seed " + seed + ", " + rounds + " rounds of " + POSTS + " posts to three networks");
        Random random = new Random(seed);
        PostgresDatabase database = PostgresServer.shared().createDatabase();
        long doubled = 0;
        long flagged = 0;
        try (Stalls stalls = new Stalls();
                Oracle oracle = Oracle.start("stopped", seed);
                CarillonServer first = Cluster.on(database, "stopped-node-1");
                CarillonServer second = Cluster.on(database, "stopped-node-2")) {
            House house = new House(first, oracle);
            house.start();
            new House(second, oracle).start();
            house.connect(House.KEYED, House.READABLE, House.NONE);
            for (int round = 1; round <= rounds; round++) {
                String prefix = "round " + round + " post ";
                Instant due = house.soon();
                house.schedule(prefix, POSTS, due, Duration.ZERO, House.KEYED, House.READABLE, House.NONE);
                stalls.forget();
                Duration offset = Duration.ofMillis(random.nextInt(2600) - 2200);
                CarillonServer stopped = random.nextBoolean() ? first : second;
                Waiting.await("the moment", () -> !Instant.now().isBefore(due.plus(offset)));
                Duration stall = stalls.longest();
                Instant paused = Instant.now();
                stopped.pause();
                long before = oracle.count("RECEIPT", prefix);
                Waiting.await("its claims to end", () -> !Instant.now().isBefore(due.plus(PAST_THE_CLAIM)));
                stopped.goOn();
                String story = "seed " + seed + ", round " + round + ", stopped at " + offset.toMillis() + " ms";
                // The other one has flagged what it cannot know; the one that wakes up knows what it sent.
                Waiting.await(story + ": nothing to be flagged for which no call was begun", KNOWN, () -> new Promises(
                                story, oracle.events(prefix), house.settled(prefix))
                        .flagsOnlyWhatWasBegun());
                List<Delivery> deliveries = house.settled(prefix);
                Promises promises = new Promises(story, oracle.events(prefix), deliveries)
                        .holdBut(House.READABLE)
                        .noneBefore(due)
                        .flaggedOnlyWhatWasOpen(paused, stall);
                assertThat(promises.published() + promises.flagged()).as(story).isEqualTo(3 * POSTS);
                doubled += promises.doubled();
                flagged += promises.flagged();
                System.out.printf(
                        "  round %d: %s stopped %d ms after the due time, when %d receipts were there; %d published, %d"
                                + " flagged, %d of these were there, %d twice%n",
                        round,
                        stopped == first ? "first" : "second",
                        offset.toMillis(),
                        before,
                        promises.published(),
                        promises.flagged(),
                        promises.flaggedAndThere(),
                        promises.doubled());
            }
        }
        System.out.println("  doubled in the gap behind the last check, on the network without a key: " + doubled
                + "; flagged, each of them begun and not answered: " + flagged);
    }
}
