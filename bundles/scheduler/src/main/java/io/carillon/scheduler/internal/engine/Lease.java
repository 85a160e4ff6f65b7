package io.carillon.scheduler.internal.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a claim lasts, by two clocks: a stopped process that wakes up late finds out by either, even where the wall
 * clock was set back meanwhile.
 *
 * @param until by the wall clock
 * @param begun the timer's reading before the claim was asked for
 * @param length from then on
 */
record Lease(Instant until, long begun, Duration length) {

    static Lease of(Instant until, Instant claimedAt, long begun) {
        return new Lease(until, begun, Duration.between(claimedAt, until));
    }

    /** Whether it lasts at least so much longer. */
    boolean covers(Duration needed, Time time) {
        return !time.now().plus(needed).isAfter(until)
                && time.since(begun).plus(needed).compareTo(length) <= 0;
    }
}
