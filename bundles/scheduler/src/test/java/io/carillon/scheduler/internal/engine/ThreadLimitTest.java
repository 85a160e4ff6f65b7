package io.carillon.scheduler.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.scheduler.internal.work.ThreadWorkers;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that hang, on real threads. */
class ThreadLimitTest {

    private static final int PLATFORM_THREADS = 256;
    private static final int CALLS = PLATFORM_THREADS + 44;

    private final ThreadWorkers workers = ThreadWorkers.onPlatformThreads();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void end() {
        answer.countDown();
        workers.close();
    }

    private Bulkhead network(Platform platform) {
        return new Bulkhead(workers.network(platform), workers.permits(), () -> {});
    }

    @Test
    void networkThatHangsTakes256ThreadsAndNoneOfAnothers() throws InterruptedException {
        Bulkhead hanging = network(Platform.MASTODON);
        CountDownLatch begun = new CountDownLatch(PLATFORM_THREADS);
        CountDownLatch over = new CountDownLatch(CALLS);
        for (int i = 0; i < CALLS; i++) {
            hanging.execute(Lane.PUBLISH, () -> {
                threads.add(Thread.currentThread());
                begun.countDown();
                hang();
                over.countDown();
            });
        }

        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(hanging.active()).isEqualTo(PLATFORM_THREADS);
        assertThat(hanging.waiting(Lane.PUBLISH)).isEqualTo(CALLS - PLATFORM_THREADS);
        CountDownLatch other = new CountDownLatch(1);
        network(Platform.BLUESKY).execute(Lane.PUBLISH, other::countDown);
        assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();

        answer.countDown();
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSizeLessThanOrEqualTo(PLATFORM_THREADS);
    }

    private void hang() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void virtualThreadsAreTakenWhereTheJvmHasThem() throws InterruptedException {
        boolean hasVirtualThreads = Runtime.version().feature() >= 21;
        try (ThreadWorkers asHere = new ThreadWorkers()) {
            CountDownLatch over = new CountDownLatch(1);
            asHere.network(Platform.MASTODON).execute(() -> {
                threads.add(Thread.currentThread());
                over.countDown();
            });

            assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(asHere.permits()).isEqualTo(hasVirtualThreads ? 4096 : PLATFORM_THREADS);
            assertThat(threads)
                    .singleElement()
                    .matches(thread -> thread.getClass().getSimpleName().contains("Virtual") == hasVirtualThreads);
        }
    }
}
