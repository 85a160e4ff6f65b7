package io.carillon.itests.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.support.CarillonServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * R5: networks answer 429, 500, break the connection before or after they have accepted, never answer, let their answer
 * drip or take ten times as long; another one behaves, and must not notice.
 */
class MisbehavingNetworkIT {

    private static final int POSTS = 30;
    private static final double SHARE = 0.4;

    @Test
    void troubleStaysWithTheNetworkThatHasIt() throws Exception {
        long seed = Seed.draw();
        System.out.println("R5: seed " + seed + ", " + POSTS + " posts to each of four networks");
        try (Oracle oracle = Oracle.start("misbehaving", seed);
                CarillonServer server = CarillonServer.install("misbehaving")) {
            House house = new House(server, oracle);
            house.start();
            house.connect(House.KEYED, House.READABLE, House.NONE, House.CALM);
            for (String network : List.of(House.KEYED, House.READABLE, House.NONE)) {
                oracle.misbehave(network, SHARE);
            }
            Instant due = house.soon();
            house.schedule(
                    "post ", POSTS, due, Duration.ofMillis(50), House.KEYED, House.READABLE, House.NONE, House.CALM);
            List<Delivery> deliveries = house.settled("post ");
            List<Event> events = oracle.events("post ");
            Promises promises = new Promises("seed " + seed, events, deliveries)
                    .hold()
                    .noneBefore(due)
                    .waitsAreKept();
            assertThat(promises.published() + promises.flagged()).isEqualTo(4 * POSTS);
            Duration calm = last(events, House.CALM, due);
            Duration troubled = last(events, House.READABLE, due);
            System.out.printf(
                    "  %d requests, %d receipts, %d told to wait; %d published, %d flagged, %d of these were there;"
                            + " the last receipt came %d ms after the first due time on the network that behaves, and %d ms on one"
                            + " that does not%n",
                    count(events, "REQUEST"),
                    count(events, "RECEIPT"),
                    count(events, "THROTTLED"),
                    promises.published(),
                    promises.flagged(),
                    promises.flaggedAndThere(),
                    calm.toMillis(),
                    troubled.toMillis());
            assertThat(calm).isLessThan(troubled);
        }
    }

    private static long count(List<Event> events, String kind) {
        return events.stream().filter(event -> event.is(kind)).count();
    }

    private static Duration last(List<Event> events, String network, Instant due) {
        return events.stream()
                .filter(event -> event.is("RECEIPT") && event.network().equals(network))
                .map(event -> Duration.between(due, event.at()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
