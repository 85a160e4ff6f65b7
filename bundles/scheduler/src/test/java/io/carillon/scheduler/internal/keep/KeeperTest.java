package io.carillon.scheduler.internal.keep;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.scheduler.world.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KeeperTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ManualTimer timer = new ManualTimer(NOW);
    private final Counting series = new Counting();
    private final Keeper keeper = new Keeper("Series could not be extended", series, LONGEST, timer, this::work, timer);
    private int refused;

    private void work(Runnable task) {
        if (refused-- > 0) {
            throw new InternalError("No thread");
        }
        task.run();
    }

    private void pass(Duration time) {
        long end = timer.nanoTime() + time.toNanos();
        for (Optional<Runnable> task = timer.moveTo(Math.min(end, timer.next().orElse(end)));
                task.isPresent();
                task = timer.moveTo(Math.min(end, timer.next().orElse(end)))) {
            task.get().run();
        }
        timer.moveTo(end);
    }

    @Test
    void seriesAreExtendedAtOnceAndEveryMinute() {
        keeper.start();
        assertThat(series.calls).isEqualTo(1);

        pass(LONGEST.multipliedBy(3));

        assertThat(series.calls).isEqualTo(4);
    }

    @Test
    void nextExtensionIsKeptToTheSecond() {
        series.next = Optional.of(NOW.plusSeconds(7));
        keeper.start();

        pass(Duration.ofMillis(6_999));
        assertThat(series.calls).isEqualTo(1);
        series.next = Optional.of(NOW);
        pass(Duration.ofMillis(1));

        assertThat(series.calls).isEqualTo(2);
        pass(Duration.ofSeconds(3));
        assertThat(series.calls).isEqualTo(5);
    }

    @Test
    void failureIsFollowedByAnotherTry() {
        series.failing = true;
        keeper.start();
        series.failing = false;

        pass(LONGEST);

        assertThat(series.calls).isEqualTo(2);
    }

    @Test
    void threadThatCannotBeHadIsAskedForAgain() {
        refused = 1;
        keeper.start();
        assertThat(series.calls).isZero();
        pass(LONGEST);
        assertThat(series.calls).isEqualTo(1);

        refused = 2;
        pass(LONGEST.multipliedBy(3));

        assertThat(series.calls).isEqualTo(2);
    }

    @Test
    void nothingFollowsTheStop() {
        keeper.start();

        keeper.stop();
        pass(Duration.ofHours(1));

        assertThat(series.calls).isEqualTo(1);
        assertThat(timer.next()).isEmpty();
    }

    /** Only counts how often it is extended. */
    private static final class Counting implements Supplier<Optional<Instant>> {

        private int calls;
        private boolean failing;
        private Optional<Instant> next = Optional.empty();

        @Override
        public Optional<Instant> get() {
            calls++;
            if (failing) {
                throw new IllegalStateException("the database is away");
            }
            return next;
        }
    }
}
