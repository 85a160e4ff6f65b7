package io.carillon.scheduler.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreciseTimerTest {

    private final Clock clock = Clock.systemUTC();
    private final PreciseTimer timer = new PreciseTimer(clock);

    @AfterEach
    void close() {
        timer.close();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void taskNeverRunsBeforeItsInstant() throws Exception {
        for (int i = 0; i < 20; i++) {
            Instant at = clock.instant().plusMillis(7);
            CompletableFuture<Instant> ran = new CompletableFuture<>();
            timer.schedule(at, () -> ran.complete(clock.instant()));
            assertThat(get(ran)).isAfterOrEqualTo(at);
        }
    }

    @Test
    void tasksRunInTheOrderOfTheirTimesWhateverTheOrderTheyCameIn() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Instant now = clock.instant();
        timer.schedule(now.plusMillis(60), () -> done.complete(null));
        timer.schedule(now.plusMillis(40), () -> ran.add("c"));
        timer.schedule(now.plusMillis(20), () -> ran.add("a"));
        timer.schedule(now.plusMillis(20), () -> ran.add("b"));

        get(done);

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void pastInstantRunsAtOnce() throws Exception {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        timer.schedule(Instant.EPOCH.minusSeconds(1), () -> ran.complete(null));
        get(ran);
    }

    @Test
    void delayRunsAfterItsTime() throws Exception {
        CompletableFuture<Long> ran = new CompletableFuture<>();
        long begun = timer.nanoTime();
        timer.schedule(Duration.ofMillis(15), () -> ran.complete(timer.nanoTime()));
        assertThat(get(ran) - begun)
                .isGreaterThanOrEqualTo(Duration.ofMillis(15).toNanos());
    }

    @Test
    void cancelledTaskDoesNotRun() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Instant at = clock.instant().plusMillis(20);
        timer.schedule(at, () -> ran.add("cancelled")).cancel();
        timer.schedule(Duration.ofMillis(20), () -> ran.add("cancelled")).cancel();
        timer.schedule(at.plusMillis(20), () -> done.complete(null));

        get(done);

        assertThat(ran).isEmpty();
    }

    @Test
    void failingTaskIsReportedAndDoesNotKeepOthersFromTheirTime() throws Exception {
        CompletableFuture<String> reported = new CompletableFuture<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> reported.complete(thrown.getMessage()));
        try {
            Instant at = clock.instant().plusMillis(5);
            timer.schedule(at, () -> {
                throw new IllegalStateException("a bug");
            });
            timer.schedule(at, () -> done.complete(null));
            get(done);
            assertThat(get(reported)).isEqualTo("a bug");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void farInstantsAreKept() throws Exception {
        timer.schedule(Instant.MAX, () -> {}).cancel();
        timer.schedule(Instant.MAX, () -> {});
        CompletableFuture<Void> done = new CompletableFuture<>();
        timer.schedule(Duration.ofMillis(5), () -> done.complete(null));
        get(done);
    }

    @Test
    void clockThatIsSetForwardIsNoticed() throws Exception {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        SteppingClock stepping = new SteppingClock();
        try (PreciseTimer other = new PreciseTimer(stepping)) {
            other.schedule(stepping.instant().plusSeconds(3600), () -> ran.complete(null));
            stepping.step = Duration.ofHours(1);
            get(ran);
        }
    }

    private static final class SteppingClock extends Clock {

        private volatile Duration step = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(step);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
