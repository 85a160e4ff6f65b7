package io.carillon.scheduler.internal.engine;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Notices when a network that nobody could reach answers again. Of a network of many servers one may be away for days:
 * only failures that no success interrupted count as an outage.
 */
final class Outage {

    private static final int STREAK = 3;

    private final AtomicInteger failures = new AtomicInteger();

    void failed() {
        failures.incrementAndGet();
    }

    /** It answered. @return whether that ends an outage */
    boolean ends() {
        return failures.get() > 0 && failures.getAndSet(0) >= STREAK;
    }
}
