package io.carillon.core.queue;

import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.TimeZones;
import io.carillon.api.service.ConflictException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.TreeSet;

/**
 * When weekly slots are, in a zone. Each is resolved as {@link Schedule#at(java.time.LocalDateTime, ZoneId)} resolves any
 * local time: one that a clock change skips moves forward by the length of the gap, one that it repeats is the earlier.
 * Slots that thereby come to one instant are one.
 */
public final class SlotTimes {

    /** Some zones have left out a whole day: so far can a skipped time move. */
    private static final int LONGEST_GAP_DAYS = 1;

    private final Map<DayOfWeek, List<LocalTime>> byDay = new EnumMap<>(DayOfWeek.class);
    private final ZoneId zone;

    /** @throws ConflictException if the rules of the zone are not known, so that nobody could say when a slot is */
    public SlotTimes(List<Slot> slots, ZoneId zone) {
        if (!TimeZones.isKnown(zone)) {
            throw new ConflictException(
                    "unknown-zone",
                    "The Java of this server does not know the zone '" + zone + "' of the account, so its slots have no"
                            + " times. What is queued goes out as planned; to change the queue, choose another zone for"
                            + " the account, or run the server with newer time zone data.");
        }
        this.zone = zone;
        for (DayOfWeek day : DayOfWeek.values()) {
            List<LocalTime> times = slots.stream()
                    .filter(slot -> slot.weekday() == day)
                    .map(Slot::time)
                    .toList();
            if (!times.isEmpty()) {
                byDay.put(day, times);
            }
        }
    }

    /** Whether there are no slots at all. */
    public boolean isEmpty() {
        return byDay.isEmpty();
    }

    /** Whether a slot is at exactly this instant. */
    public boolean has(Instant instant) {
        return !isEmpty() && after(instant.minusNanos(1)).next().equals(instant);
    }

    /** All slots that are later than an instant, the earliest first; without an end, unless there are none. */
    public Iterator<Instant> after(Instant instant) {
        return new Times(instant);
    }

    private final class Times implements Iterator<Instant> {

        private final Instant after;
        private final NavigableSet<Instant> found = new TreeSet<>();
        private LocalDate day;
        private Instant dayStart;

        Times(Instant after) {
            this.after = after;
            day = LocalDate.ofInstant(after, zone).minusDays(LONGEST_GAP_DAYS);
            dayStart = instant(day, LocalTime.MIDNIGHT);
        }

        @Override
        public boolean hasNext() {
            return !isEmpty();
        }

        @Override
        public Instant next() {
            if (isEmpty()) {
                throw new NoSuchElementException("There are no slots");
            }
            // What a gap has moved into the next day may come after slots of that day.
            while (found.isEmpty() || !found.first().isBefore(dayStart)) {
                addDay();
            }
            return found.pollFirst();
        }

        private void addDay() {
            for (LocalTime time : byDay.getOrDefault(day.getDayOfWeek(), List.of())) {
                Instant slot = instant(day, time);
                if (slot.isAfter(after)) {
                    found.add(slot);
                }
            }
            day = day.plusDays(1);
            dayStart = instant(day, LocalTime.MIDNIGHT);
        }

        private Instant instant(LocalDate date, LocalTime time) {
            return Schedule.at(date.atTime(time), zone).instant();
        }
    }
}
