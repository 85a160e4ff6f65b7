package io.carillon.scheduler;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: exponential with full jitter, capped.
 *
 * @param base the longest wait before the second try; it doubles with every further one
 * @param cap the longest wait of all
 * @param giveUpAfter how long after the due time a delivery that cannot be published is given up
 * @param minAttempts tries that a delivery gets however late it is, such as when a person asks for it days later
 * @param maxAttempts tries after which it is given up however early it is
 */
public record RetryPolicy(Duration base, Duration cap, Duration giveUpAfter, int minAttempts, int maxAttempts) {

    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofHours(24), 5, 300);

    /** @throws IllegalArgumentException if a value makes no sense; the message says which and what would be right */
    public RetryPolicy {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(cap, "cap");
        Objects.requireNonNull(giveUpAfter, "giveUpAfter");
        require(base.compareTo(Duration.ofMillis(1)) >= 0, "base", base, "at least 1 ms");
        require(cap.compareTo(base) >= 0, "cap", cap, "at least the base, " + base);
        require(!giveUpAfter.isNegative(), "giveUpAfter", giveUpAfter, "not negative");
        require(minAttempts >= 1, "minAttempts", minAttempts, "at least 1");
        require(maxAttempts >= minAttempts, "maxAttempts", maxAttempts, "at least minAttempts, " + minAttempts);
    }

    private static void require(boolean holds, String name, Object actual, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The retry policy's " + name + " must be " + rule + "; it was " + actual + ".");
        }
    }

    /** How long to wait after a number of failed tries: anything between 1 ms and the doubled base, evenly. */
    public Duration delay(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), 40);
        long ceiling = Math.min(cap.toMillis(), base.toMillis() << Math.min(doublings, 62 - bits(base.toMillis())));
        return Duration.ofMillis(1 + random.nextLong(ceiling));
    }

    private static int bits(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    /** Whether a delivery that has failed so often, so long after its due time, is given up. */
    public boolean givesUp(int attempts, Duration sinceDue) {
        return attempts >= maxAttempts || attempts >= minAttempts && sinceDue.compareTo(giveUpAfter) >= 0;
    }
}
