package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Objects;

/**
 * How much more a network takes before a moment, as one of its answers told, in a header
 * such as {@code RateLimit-Remaining}.
 *
 * @param scope whose calls the network counts together
 * @param left so many more calls, the one that was answered not among them
 * @param until when the network counts anew
 */
public record Allowance(RateLimit.Scope scope, int left, Instant until) {

    public Allowance {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(until, "until");
        if (left < 0) {
            throw new IllegalArgumentException("A network cannot take less than nothing; it was said to take " + left);
        }
    }
}
