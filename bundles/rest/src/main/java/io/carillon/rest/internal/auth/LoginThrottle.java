package io.carillon.rest.internal.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down who guesses passwords: after some failures in a row, the next try for the same user name from the same
 * address must wait, twice as long each time. Nobody else is slowed down and no thread waits. Thread-safe.
 */
public final class LoginThrottle {

    private static final int FREE_FAILURES = 5;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Failures> byKey = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Failures(int count, Instant nextTryAt) {}

    public LoginThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Begins a try, which counts as failed until {@link #succeeded} says otherwise, so that many at once gain nothing.
     *
     * @return how long to wait instead; empty if the try may go on
     */
    synchronized Optional<Duration> begin(String key) {
        Instant now = clock.instant();
        Failures before = byKey.getOrDefault(key, new Failures(0, now));
        if (before.nextTryAt().isAfter(now)) {
            return Optional.of(Duration.between(now, before.nextTryAt()));
        }
        byKey.put(key, failed(before.count() + 1, now));
        return Optional.empty();
    }

    /** The try could not be made after all, so it counts for nothing. */
    synchronized void withdrawn(String key) {
        byKey.computeIfPresent(
                key, (same, before) -> before.count() == 1 ? null : failed(before.count() - 1, clock.instant()));
    }

    synchronized void succeeded(String key) {
        byKey.remove(key);
    }

    private static Failures failed(int count, Instant now) {
        return new Failures(count, now.plus(delayAfter(count)));
    }

    private static Duration delayAfter(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(failures - FREE_FAILURES, 20));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
