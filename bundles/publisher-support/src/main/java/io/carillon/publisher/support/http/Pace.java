package io.carillon.publisher.support.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How often to ask a network whether it is done with something, such as converting a film: soon at first, then ever more
 * seldom, since what has taken long will take a while longer; and at some time no more. It remembers nothing, so it goes on
 * after a restart.
 *
 * @param shortest between two questions
 * @param longest between two questions
 * @param patience how long after the beginning it is given up
 */
public record Pace(Duration shortest, Duration longest, Duration patience) {

    /** As a part of the time that it has taken already. */
    private static final int PART = 4;

    /** @throws IllegalArgumentException if they are not positive and in this order */
    public Pace {
        Objects.requireNonNull(patience, "patience");
        if (shortest.isZero()
                || shortest.isNegative()
                || longest.compareTo(shortest) < 0
                || patience.compareTo(longest) < 0) {
            throw new IllegalArgumentException("A pace is positive and shortest, longest, patience in this order: "
                    + shortest + ", " + longest + ", " + patience);
        }
    }

    /**
     * When to ask again.
     *
     * @param begun when the network began
     * @return empty if that is given up
     */
    public Optional<Instant> next(Instant begun, Instant now) {
        Duration taken = Duration.between(begun, now);
        if (taken.compareTo(patience) >= 0) {
            return Optional.empty();
        }
        Duration wait = taken.dividedBy(PART);
        if (wait.compareTo(shortest) < 0) {
            return Optional.of(now.plus(shortest));
        }
        return Optional.of(now.plus(wait.compareTo(longest) > 0 ? longest : wait));
    }
}
