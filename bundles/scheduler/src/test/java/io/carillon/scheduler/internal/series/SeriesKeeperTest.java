package io.carillon.scheduler.internal.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Series;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.scheduler.world.ManualTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SeriesKeeperTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final ManualTimer timer = new ManualTimer(NOW);
    private final Counting series = new Counting();
    private final SeriesKeeper keeper = new SeriesKeeper(series, timer, Runnable::run, timer);

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

        pass(SeriesKeeper.LONGEST.multipliedBy(3));

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

        pass(SeriesKeeper.LONGEST);

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
    private static final class Counting implements Series {

        private int calls;
        private boolean failing;
        private Optional<Instant> next = Optional.empty();

        @Override
        public Optional<Instant> extend() {
            calls++;
            if (failing) {
                throw new IllegalStateException("the database is away");
            }
            return next;
        }

        @Override
        public Post part(WorkspaceId workspace, PostId id, LocalDateTime occurrence, Reach reach) {
            throw new AssertionError("not asked for");
        }

        @Override
        public PostWithDeliveries edit(
                WorkspaceId workspace,
                PostId id,
                LocalDateTime occurrence,
                Reach reach,
                OptionalLong expectedRevision,
                Post post) {
            throw new AssertionError("not asked for");
        }

        @Override
        public PostWithDeliveries cancel(
                WorkspaceId workspace,
                PostId id,
                LocalDateTime occurrence,
                Reach reach,
                OptionalLong expectedRevision,
                UserId by) {
            throw new AssertionError("not asked for");
        }

        @Override
        public PostWithDeliveries publishNow(
                WorkspaceId workspace, PostId id, LocalDateTime occurrence, OptionalLong expectedRevision) {
            throw new AssertionError("not asked for");
        }
    }
}
