package io.carillon.rest.internal.queue;

import io.carillon.api.model.Slot;
import io.carillon.rest.internal.problem.Violations;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads weekly slots, or says everything that is wrong with them. */
final class SlotsReader {

    private static final String WEEKDAYS =
            Arrays.stream(DayOfWeek.values()).map(Enum::name).collect(Collectors.joining(", "));

    private final Violations violations = new Violations();

    /** A slot as a person writes it. */
    record SlotBody(String weekday, String time) {}

    List<Slot> read(List<SlotBody> bodies) {
        List<Slot> slots = new ArrayList<>();
        if (bodies == null) {
            violations.required("slots", "Send the slots of the week; an empty list for none.");
        } else {
            for (int i = 0; i < bodies.size(); i++) {
                slot("slots[" + i + "]", bodies.get(i)).ifPresent(slots::add);
            }
        }
        violations.throwIfAny();
        return slots;
    }

    private Optional<Slot> slot(String field, SlotBody body) {
        if (body == null) {
            violations.required(field, "A slot has a weekday and a time; remove the empty one.");
            return Optional.empty();
        }
        Optional<DayOfWeek> weekday = weekday(field + ".weekday", body.weekday());
        Optional<LocalTime> time = time(field + ".time", body.time());
        return weekday.flatMap(day -> time.map(at -> new Slot(day, at)));
    }

    private Optional<DayOfWeek> weekday(String field, String text) {
        if (text == null) {
            violations.required(field, "Say on which day: one of " + WEEKDAYS + ".");
            return Optional.empty();
        }
        Optional<DayOfWeek> found = Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
        if (found.isEmpty()) {
            violations.add(
                    field, "one-of", WEEKDAYS, text, "'" + text + "' is no weekday; use one of " + WEEKDAYS + ".");
        }
        return found;
    }

    private Optional<LocalTime> time(String field, String text) {
        if (text == null) {
            violations.required(field, "Say at what time, such as 09:00.");
            return Optional.empty();
        }
        try {
            LocalTime time = LocalTime.parse(text);
            if (time.getNano() == 0) {
                return Optional.of(time);
            }
        } catch (DateTimeException e) {
            return badTime(field, text);
        }
        return badTime(field, text);
    }

    private Optional<LocalTime> badTime(String field, String text) {
        violations.add(
                field,
                "format",
                "HH:mm or HH:mm:ss",
                text,
                "'" + text + "' is no time of day from 00:00 to 23:59:59; write it like 09:00 or 17:30:15.");
        return Optional.empty();
    }
}
