package io.carillon.scheduler.internal.engine;

import io.carillon.scheduler.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock, in the microseconds that are stored, and the timer. */
public record Time(Clock clock, Timer timer) {

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** How long ago a reading of the timer was taken, whatever happened to the wall clock. */
    Duration since(long nanos) {
        return Duration.ofNanos(timer.nanoTime() - nanos);
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
