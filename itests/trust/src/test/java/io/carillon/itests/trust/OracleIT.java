package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * That the oracle of R1 and R5 can fail: the rule that a lost answer is never simply sent again is broken on purpose, in
 * the publisher of these tests, and the same trouble as there leads to a post that is there twice.
 */
class OracleIT {

    private static final int POSTS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    @Test
    void theOracleCatchesAPostSentTwiceAfterAKill() {
        long seed = Seed.draw();
        try (Oracle oracle = Oracle.start("oracle-kill", seed);
                CarillonServer server = hasty("oracle-kill")) {
            House house = new House(server, oracle);
            house.start();
            house.connect(House.READABLE);
            Instant due = house.soon();
            house.schedule("post ", POSTS, due, Duration.ZERO, House.READABLE);
            Waiting.await("half to be there", () -> oracle.count("RECEIPT", "post ") >= POSTS / 2);
            server.kill();
            house.start();
            assertThatItIsCaught("killed", seed, oracle, house);
        }
    }

    @Test
    void theOracleCatchesAPostSentTwiceAfterALostAnswer() throws Exception {
        long seed = Seed.draw();
        try (Oracle oracle = Oracle.start("oracle-lost", seed);
                CarillonServer server = hasty("oracle-lost")) {
            House house = new House(server, oracle);
            house.start();
            house.connect(House.READABLE);
            oracle.misbehave(House.READABLE, 0.6);
            house.schedule("post ", POSTS / 2, house.soon(), Duration.ofMillis(50), House.READABLE);
            Waiting.await("answers to be lost", PATIENCE, () -> oracle.count("RECEIPT", "post ") > POSTS / 2);
            // What was tried often already is tried again late, and not at all if it goes on like this.
            oracle.misbehave(House.READABLE, 0);
            assertThatItIsCaught("answers lost", seed, oracle, house);
        }
    }

    private static CarillonServer hasty(String name) {
        return CarillonServer.install(name).with("CARILLON_TRUST_RETRIES_DOUBTS", "true");
    }

    private static void assertThatItIsCaught(String trouble, long seed, Oracle oracle, House house) {
        List<Delivery> deliveries = house.settled("post ");
        Promises promises = new Promises("seed " + seed, oracle.events("post "), deliveries);
        assertThatThrownBy(promises::hold).isInstanceOf(AssertionError.class).hasMessageContaining("kind=RECEIPT");
        long twice = promises.doubled();
        System.out.println("Oracle: seed " + seed + ", doubts are sent again, " + trouble + ": " + twice + " of "
                + deliveries.size() + " posts are there more than once, and it is noticed");
        assertThat(twice).isPositive();
    }
}
