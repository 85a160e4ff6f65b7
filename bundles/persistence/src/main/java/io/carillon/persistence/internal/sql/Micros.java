package io.carillon.persistence.internal.sql;

import java.time.Instant;
import java.util.Optional;

/** Instants as they are stored: whole microseconds since the epoch. */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;
    private static final long NANOS = 1_000;

    private static final Instant FIRST = instant(Long.MIN_VALUE);
    private static final Instant LAST = instant(Long.MAX_VALUE);

    private Micros() {}

    /** An instant that is hundreds of thousands of years away, by somebody's mistake, is stored as the last there is. */
    public static long of(Instant instant) {
        if (!instant.isBefore(LAST)) {
            return Long.MAX_VALUE;
        }
        if (!instant.isAfter(FIRST)) {
            return Long.MIN_VALUE;
        }
        // Not ChronoUnit.MICROS: it counts nanoseconds on the way, which end in the year 2262.
        return instant.getEpochSecond() * PER_SECOND + instant.getNano() / NANOS;
    }

    public static Long of(Optional<Instant> instant) {
        return instant.map(Micros::of).orElse(null);
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
    }

    /** @param micros null for absent */
    public static Optional<Instant> maybe(Long micros) {
        return Optional.ofNullable(micros).map(Micros::instant);
    }
}
