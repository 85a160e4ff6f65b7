package io.carillon.api.model;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;

/**
 * A weekly time in an account's queue, in the zone of the account.
 *
 * @param time to the second
 */
public record Slot(DayOfWeek weekday, LocalTime time) implements Comparable<Slot> {

    private static final Comparator<Slot> BY_WEEK =
            Comparator.comparing(Slot::weekday).thenComparing(Slot::time);

    /** @throws IllegalArgumentException if the time has parts of a second */
    public Slot {
        Objects.requireNonNull(weekday, "weekday");
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A slot is at a full second; it was at " + time);
        }
    }

    @Override
    public int compareTo(Slot other) {
        return BY_WEEK.compare(this, other);
    }

    @Override
    public String toString() {
        return weekday + " " + time;
    }
}
