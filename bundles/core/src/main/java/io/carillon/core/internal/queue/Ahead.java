package io.carillon.core.internal.queue;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/** How far ahead anything can be scheduled. */
public final class Ahead {

    /** Beyond is not what anybody means. */
    public static final Period MAX = Period.ofYears(10);

    private Ahead() {}

    public static Instant of(Instant now) {
        return now.atOffset(ZoneOffset.UTC).plus(MAX).toInstant();
    }
}
