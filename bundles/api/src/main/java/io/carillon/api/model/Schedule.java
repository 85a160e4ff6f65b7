package io.carillon.api.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When a post goes out, as a person chose it: a local time in a zone, or an instant with a zone to show it in.
 *
 * <p>A local time that a clock change skips moves forward by the length of the gap; one that a clock change repeats is
 * the earlier unless an offset says otherwise. {@link #adjusted()} tells which happened. A local schedule follows its
 * zone when the zone's rules change, an instant never moves.
 *
 * @param basis which of {@code local} and {@code instant} was chosen; the other follows from it
 * @param local the chosen local time, even where the zone skips it
 * @param zone an IANA zone such as {@code Europe/Berlin}
 * @param offset the chosen offset in a repeated hour
 * @param instant when it is due
 * @param adjusted whether the local time fell into a clock change
 * @param recurrence present where it comes back; the other parts are then those of the first time
 */
public record Schedule(
        Basis basis,
        LocalDateTime local,
        ZoneId zone,
        Optional<ZoneOffset> offset,
        Instant instant,
        Optional<Adjustment> adjusted,
        Optional<Recurrence> recurrence) {

    public Schedule {
        Objects.requireNonNull(basis, "basis");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(offset, "offset");
        Objects.requireNonNull(instant, "instant");
        Objects.requireNonNull(adjusted, "adjusted");
        Objects.requireNonNull(recurrence, "recurrence");
        if (recurrence.isPresent() && basis == Basis.INSTANT) {
            throw new IllegalArgumentException("What comes back does so by the wall clock: it starts at a local time");
        }
    }

    /** One that does not come back. */
    public Schedule(
            Basis basis,
            LocalDateTime local,
            ZoneId zone,
            Optional<ZoneOffset> offset,
            Instant instant,
            Optional<Adjustment> adjusted) {
        this(basis, local, zone, offset, instant, adjusted, Optional.empty());
    }

    /** What a person chose. */
    public enum Basis {
        LOCAL,
        INSTANT
    }

    /** How a clock change touched a local time. */
    public enum Adjustment {
        /** The clock skips it: it moved forward by the length of the gap. */
        GAP,
        /** The clock shows it twice: it is the earlier, or the one with the given offset. */
        OVERLAP
    }

    /** A local time in a zone; the earlier one where the clock shows it twice. */
    public static Schedule at(LocalDateTime local, ZoneId zone) {
        return resolve(local, zone, Optional.empty());
    }

    /**
     * A local time in a zone with the offset that tells apart the two hours of an autumn change.
     *
     * @throws DateTimeException if the zone never has that offset at that local time
     */
    public static Schedule at(LocalDateTime local, ZoneId zone, ZoneOffset offset) {
        return resolve(local, zone, Optional.of(offset));
    }

    /** An instant, shown in a zone. */
    public static Schedule at(Instant instant, ZoneId zone) {
        Instant due = instant.truncatedTo(ChronoUnit.MICROS);
        return new Schedule(
                Basis.INSTANT, LocalDateTime.ofInstant(due, zone), zone, Optional.empty(), due, Optional.empty());
    }

    /**
     * A local time such as {@code 2026-02-10T09:00} in a zone such as {@code UTC}.
     *
     * @throws DateTimeException if either cannot be read
     */
    public static Schedule at(String local, String zone) {
        return at(LocalDateTime.parse(local), ZoneId.of(zone));
    }

    /**
     * The same choice under the zone's present rules; an instant stays as it is. A chosen offset goes where the clock no
     * longer shows the time twice.
     *
     * @throws java.time.zone.ZoneRulesException if this Java does not know the zone
     */
    public Schedule recomputed() {
        if (basis == Basis.INSTANT) {
            return this;
        }
        Optional<ZoneOffset> valid = offset.filter(zone.getRules().getValidOffsets(local)::contains);
        return resolve(local, zone, valid).withRecurrence(recurrence);
    }

    /** @throws IllegalArgumentException if an instant is to recur */
    public Schedule withRecurrence(Optional<Recurrence> other) {
        return new Schedule(basis, local, zone, offset, instant, adjusted, other);
    }

    /**
     * One occurrence of this schedule, by itself: its local time in the same zone. The offset that was chosen holds for
     * the time that it was chosen for.
     */
    public Schedule occurrence(LocalDateTime start) {
        return start.equals(local) ? withRecurrence(Optional.empty()) : at(start, zone);
    }

    private static Schedule resolve(LocalDateTime chosen, ZoneId zone, Optional<ZoneOffset> offset) {
        LocalDateTime local = chosen.truncatedTo(ChronoUnit.MICROS);
        List<ZoneOffset> valid = zone.getRules().getValidOffsets(local);
        offset.filter(o -> !valid.isEmpty() && !valid.contains(o)).ifPresent(o -> {
            throw new DateTimeException(
                    "At " + local + " the zone " + zone + " has the offset " + valid + ", not " + o);
        });
        Optional<Adjustment> adjusted =
                switch (valid.size()) {
                    case 0 -> Optional.of(Adjustment.GAP);
                    case 1 -> Optional.empty();
                    default -> Optional.of(Adjustment.OVERLAP);
                };
        // ofLocal moves a skipped time forward by the gap and prefers the given offset in a repeated hour.
        Instant instant = ZonedDateTime.ofLocal(local, zone, offset.orElseGet(() -> earlierOffset(valid)))
                .toInstant();
        return new Schedule(Basis.LOCAL, local, zone, offset, instant, adjusted);
    }

    private static ZoneOffset earlierOffset(List<ZoneOffset> valid) {
        return valid.isEmpty() ? null : valid.get(0);
    }
}
