package io.carillon.api.publisher;

import java.time.Duration;
import java.util.Objects;

/**
 * How many posts a network takes in a period.
 *
 * @param scope whose posts are counted together
 */
public record RateLimit(Scope scope, int posts, Duration period) {

    public RateLimit {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(period, "period");
        if (posts < 1 || period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("A rate limit is at least one post in a positive period");
        }
    }

    public enum Scope {
        ACCOUNT,
        /** The developer app, that is all accounts of this server on the network. */
        APP
    }
}
