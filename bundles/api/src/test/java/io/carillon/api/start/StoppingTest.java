package io.carillon.api.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoppingTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ExecutorService first = Executors.newSingleThreadExecutor();
    private final ExecutorService second = Executors.newSingleThreadExecutor();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch let = new CountDownLatch(1);

    @AfterEach
    void end() {
        first.shutdownNow();
        second.shutdownNow();
    }

    /** Whether it was interrupted. */
    private boolean work() {
        begun.countDown();
        try {
            return !let.await(LONG.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void workUnderWayIsLetFinish() throws Exception {
        Future<Boolean> interrupted = first.submit(this::work);
        begun.await();
        Thread stopping = new Thread(() -> Stopping.end(LONG, second, first));
        stopping.start();
        while (!first.isShutdown()) {
            Thread.onSpinWait();
        }
        let.countDown();
        stopping.join(LONG.toMillis());

        assertThat(interrupted.get()).isFalse();
        assertThat(first.isTerminated()).isTrue();
    }

    @Test
    void workThatTakesTooLongIsInterrupted() throws Exception {
        Future<Boolean> interrupted = first.submit(this::work);
        begun.await();
        Stopping.end(Duration.ZERO, first, second);

        assertThat(interrupted.get()).isTrue();
        assertThat(second.isTerminated()).isTrue();
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() throws Exception {
        Future<Boolean> interrupted = first.submit(this::work);
        begun.await();
        Thread.currentThread().interrupt();
        Stopping.end(LONG, first);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.get()).isTrue();
    }
}
