package io.carillon.api.model;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a schedule comes back, in the words of RFC 5545 (iCalendar), section 3.8.5. Every time is one of the wall clock in
 * the schedule's zone; the schedule's own local time is the first, as DTSTART is there.
 *
 * @param rrule a recurrence rule such as {@code FREQ=WEEKLY;BYDAY=MO}; absent where the dates alone say when
 * @param rdates further local starts, in order
 * @param exdates local starts that are left out, in order
 */
public record Recurrence(Optional<String> rrule, List<LocalDateTime> rdates, List<LocalDateTime> exdates) {

    public Recurrence {
        Objects.requireNonNull(rrule, "rrule");
        rdates = rdates.stream().distinct().sorted().toList();
        exdates = exdates.stream().distinct().sorted().toList();
    }

    /** By a rule alone. */
    public static Recurrence of(String rrule) {
        return new Recurrence(Optional.of(rrule), List.of(), List.of());
    }

    public Recurrence withExdates(List<LocalDateTime> all) {
        return new Recurrence(rrule, rdates, all);
    }
}
