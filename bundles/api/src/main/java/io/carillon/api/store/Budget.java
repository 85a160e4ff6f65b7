package io.carillon.api.store;

import java.time.Duration;
import java.util.Objects;

/**
 * How much may be published in any period of a length.
 *
 * @param posts so many in any such period, at least one
 * @param slack how much later than its instant a place may be used; periods are counted longer by as much
 */
public record Budget(BudgetKey key, int posts, Duration period, Duration slack) {

    public Budget {
        Objects.requireNonNull(key, "key");
        if (posts < 1 || period.isNegative() || period.isZero() || slack.isNegative()) {
            throw new IllegalArgumentException("A budget is at least one post in a positive period, with no negative"
                    + " slack; it was " + posts + " in " + period + " with " + slack);
        }
    }

    /** How long a place is taken. */
    public Duration taken() {
        return period.plus(slack);
    }
}
