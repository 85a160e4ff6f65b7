package io.carillon.core.publisher;

import io.carillon.api.model.Platform;
import io.carillon.api.service.Publishers.Use;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** One service of a network, with the calls that are under way. */
final class Registration<T> {

    /** The highest ranking first, then the oldest. */
    static final Comparator<Registration<?>> BEST_FIRST = Comparator.<Registration<?>>comparingInt(one -> one.ranking)
            .reversed()
            .thenComparingLong(one -> one.number);

    private final Platform platform;
    private final T service;
    private final int ranking;
    private final long number;
    private final CountDownLatch over = new CountDownLatch(1);
    private int uses;
    private boolean leaving;

    Registration(Platform platform, T service, int ranking, long number) {
        this.platform = platform;
        this.service = service;
        this.ranking = ranking;
        this.number = number;
    }

    Platform platform() {
        return platform;
    }

    T service() {
        return service;
    }

    /** Takes the service for a call, unless it is leaving. */
    synchronized Optional<Use<T>> use() {
        if (leaving) {
            return Optional.empty();
        }
        uses++;
        return Optional.of(new Handle());
    }

    /**
     * Lets nobody take the service any more.
     *
     * @return opens when the last call is over
     */
    synchronized CountDownLatch leave() {
        leaving = true;
        if (uses == 0) {
            over.countDown();
        }
        return over;
    }

    synchronized int uses() {
        return uses;
    }

    private synchronized void release() {
        uses--;
        if (leaving && uses == 0) {
            over.countDown();
        }
    }

    private final class Handle implements Use<T> {

        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public T service() {
            return service;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release();
            }
        }
    }
}
