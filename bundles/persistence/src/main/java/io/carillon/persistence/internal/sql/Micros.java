package io.carillon.persistence.internal.sql;

import java.time.Instant;
import java.util.Optional;

/** Instants as they are stored: whole microseconds since the epoch. */
public final class Micros {

    private static final long PER_SECOND = 1_000_000;
    private static final long NANOS = 1_000;

    private Micros() {}

    public static long of(Instant instant) {
        // ChronoUnit.MICROS counts nanoseconds on the way, which end in the year 2262.
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / NANOS);
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
