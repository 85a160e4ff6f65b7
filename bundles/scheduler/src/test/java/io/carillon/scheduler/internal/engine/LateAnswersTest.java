package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.publisher.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LateAnswersTest {

    private static final AttemptId ATTEMPT = new AttemptId("t1");

    private static final DeliveryId DELIVERY = new DeliveryId("d1");
    private static final Unavailable DOWN = new Unavailable("down");
    private static final Instant NOW = Instant.parse("2026-02-10T08:00:00Z");

    private final LateAnswers late = new LateAnswers();

    @Test
    void callThatMissedItsDeadlineIsOutstandingUntilItComesBack() {
        late.await(ATTEMPT);
        assertThat(late.isOutstanding(ATTEMPT)).isTrue();

        late.arrived(ATTEMPT, DELIVERY, DOWN, NOW);
        assertThat(late.isOutstanding(ATTEMPT)).isFalse();
        assertThat(late.find(ATTEMPT)).contains(new LateAnswers.Hindsight(DELIVERY, Optional.of(DOWN), NOW));
    }

    @Test
    void callThatCameBackWhileItsDeadlineWasBeingNotedIsNotOutstanding() {
        late.arrived(ATTEMPT, DELIVERY, DOWN, NOW);
        late.await(ATTEMPT);

        assertThat(late.isOutstanding(ATTEMPT)).isFalse();
    }

    @Test
    void whatIsKnownIsPressedUntilItsDoubtIsTakenAndNotForEver() {
        late.neverSent(ATTEMPT, DELIVERY, NOW);
        late.arrived(new AttemptId("t2"), new DeliveryId("d2"), DOWN, NOW.plusSeconds(1));
        assertThat(late.unsettled(NOW))
                .containsOnly(entry(DELIVERY, ATTEMPT), entry(new DeliveryId("d2"), new AttemptId("t2")));

        late.taken(ATTEMPT);
        assertThat(late.unsettled(NOW)).containsOnlyKeys(new DeliveryId("d2"));
        assertThat(late.find(ATTEMPT)).contains(new LateAnswers.Hindsight(DELIVERY, Optional.empty(), NOW));

        assertThat(late.unsettled(NOW.plus(Duration.ofHours(1)))).isEmpty();
        assertThat(late.find(new AttemptId("t2"))).isPresent();
    }
}
