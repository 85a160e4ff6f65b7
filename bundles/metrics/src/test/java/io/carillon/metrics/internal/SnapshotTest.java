package io.carillon.metrics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final Duration FRESH = Duration.ofSeconds(15);

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();

    @Test
    void readsNoMoreOftenThanItIsFresh() {
        Snapshot<Integer> snapshot = new Snapshot<>(reads::incrementAndGet, Runnable::run, now::get, FRESH, FRESH);

        snapshot.refresh();
        now.addAndGet(FRESH.toNanos() - 1);
        snapshot.refresh();
        assertThat(snapshot.value()).contains(1);

        now.incrementAndGet();
        snapshot.refresh();
        assertThat(snapshot.value()).contains(2);
    }

    @Test
    void whatCannotBeReadStaysForAWhileAndIsThenUnknown() {
        Snapshot<Integer> snapshot = new Snapshot<>(this::once, Runnable::run, now::get, FRESH, FRESH);
        snapshot.refresh();

        now.addAndGet(3 * FRESH.toNanos());
        snapshot.refresh();
        assertThat(snapshot.value()).contains(1);

        now.addAndGet(2 * FRESH.toNanos());
        snapshot.refresh();
        assertThat(snapshot.value()).isEmpty();
    }

    private int once() {
        if (reads.incrementAndGet() > 1) {
            throw new IllegalStateException("the database is away");
        }
        return 1;
    }

    @Test
    void readingThatHangsIsNeitherWaitedForLongNorBegunTwice() {
        Deque<Runnable> hanging = new ArrayDeque<>();
        Snapshot<Integer> snapshot =
                new Snapshot<>(reads::incrementAndGet, hanging::add, now::get, FRESH, Duration.ofMillis(1));

        snapshot.refresh();
        snapshot.refresh();
        assertThat(hanging).hasSize(1);
        assertThat(snapshot.value()).isEmpty();

        hanging.remove().run();
        snapshot.refresh();
        assertThat(snapshot.value()).contains(1);
    }
}
