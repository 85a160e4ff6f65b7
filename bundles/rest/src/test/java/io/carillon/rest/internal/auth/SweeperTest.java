package io.carillon.rest.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.UserId;
import io.carillon.api.model.UserSession;
import io.carillon.core.MovableClock;
import io.carillon.rest.internal.fake.FakeIdempotency;
import io.carillon.rest.internal.fake.FakeIdentities;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SweeperTest {

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MovableClock clock = new MovableClock(now);
    private final FakeIdentities identities = new FakeIdentities();

    /** Keeps the task instead of running it. */
    private static final class Hand extends ScheduledThreadPoolExecutor {

        private Runnable task;

        Hand() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(
                Runnable command, long initialDelay, long delay, TimeUnit unit) {
            task = command;
            return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
        }
    }

    @Test
    void whatHasExpiredGoesAndAnAbsentStoreIsAskedAgain() {
        identities.addSession(new UserSession("a", new UserId("u_1"), "x", now, now.plusSeconds(60)));
        identities.addSession(new UserSession("b", new UserId("u_1"), "x", now, now.plusSeconds(3600)));
        Hand hand = new Hand();
        Sweeper sweeper = new Sweeper(identities, new FakeIdempotency(), clock, hand);
        clock.advance(Duration.ofMinutes(10));

        identities.away = true;
        hand.task.run();
        assertThat(identities.sessions).hasSize(2);
        identities.away = false;
        hand.task.run();
        assertThat(identities.sessions).containsOnlyKeys("b");

        sweeper.close();
        assertThat(hand.isShutdown()).isTrue();
    }
}
