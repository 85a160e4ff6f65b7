package io.carillon.scheduler.internal.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Ever longer waits while the store is in trouble: doubled each time, capped, half of it by chance. Not thread-safe. */
final class Backoff {

    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;
    private Duration ceiling;

    Backoff(Duration base, Duration cap, RandomGenerator random) {
        this.base = base;
        this.cap = cap;
        this.random = random;
        ceiling = base;
    }

    Duration next() {
        long half = Math.max(1, ceiling.toMillis() / 2);
        Duration wait = Duration.ofMillis(half + random.nextLong(half));
        ceiling = ceiling.multipliedBy(2).compareTo(cap) < 0 ? ceiling.multipliedBy(2) : cap;
        return wait;
    }

    void reset() {
        ceiling = base;
    }
}
