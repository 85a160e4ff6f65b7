package io.carillon.rest.internal.post;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.rest.internal.body.Moments;
import io.carillon.rest.internal.body.Zones;
import io.carillon.rest.internal.problem.Violations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads when a post goes out. Whether that time may be chosen is for {@code Posts} to say. */
final class ScheduleReader {

    private final String prefix;
    private final Violations violations;

    /** @param field where the schedule stands in the body, such as {@code schedule}; empty where it is the body */
    ScheduleReader(String field, Violations violations) {
        prefix = field.isEmpty() ? "" : field + ".";
        this.violations = violations;
    }

    /**
     * Reads a schedule.
     *
     * @param current what is stored; sent back as it was answered, it stays as it is, even if its time is over
     * @return empty, with violations, if something is wrong
     */
    Optional<Schedule> read(ScheduleBody body, Optional<Schedule> current) {
        if (body.isQueue()) {
            violations.add(
                    prefix + "kind",
                    "one-of",
                    "TIME",
                    "QUEUE",
                    "This sets a time. To put the post into the queues of its accounts, POST to its enqueue.");
            return Optional.empty();
        }
        if (body.repeats(current)) {
            return current;
        }
        Optional<ZoneId> zone = zone(body.zone());
        Optional<LocalDateTime> at = parse("at", body.at(), LocalDateTime::parse, localRule(body.at()));
        Optional<Instant> instant =
                parse("instant", body.instant(), Moments::instant, "instant is " + Moments.INSTANT_RULE);
        Optional<ZoneOffset> offset = parse(
                "offset", body.offset(), ZoneOffset::of, "offset is one such as +02:00, as it holds at that time");
        if (body.at() == null && body.instant() == null) {
            violations.required(prefix + "at", "Say when: 'at' (a local time) or 'instant', each with 'zone'.");
        }
        if (zone.isEmpty() || (at.isEmpty() && instant.isEmpty())) {
            return Optional.empty();
        }
        Optional<Schedule> read = at.isPresent()
                ? local(at.get(), zone.get(), offset)
                : Optional.of(Schedule.at(instant.get(), zone.get()));
        Optional<Recurrence> recurrence = new RecurrenceReader(prefix, violations).read(body);
        return read.filter(schedule -> agrees(schedule, body, instant))
                .filter(schedule -> recurrence.isEmpty() || schedule.basis() == Schedule.Basis.LOCAL)
                .map(schedule -> schedule.withRecurrence(recurrence));
    }

    private Optional<Schedule> local(LocalDateTime at, ZoneId zone, Optional<ZoneOffset> offset) {
        List<ZoneOffset> valid = zone.getRules().getValidOffsets(at);
        ZoneOffsetTransition change = zone.getRules().getTransition(at);
        List<ZoneOffset> sensible = change == null ? valid : List.of(change.getOffsetBefore(), change.getOffsetAfter());
        if (offset.filter(o -> !sensible.contains(o)).isPresent()) {
            violations.add(
                    prefix + "offset",
                    "valid-then",
                    sensible.toString(),
                    offset.get().toString(),
                    "At " + at + " the zone " + zone + " has the offset "
                            + (change == null ? "" : "before or after the clock change: ") + sensible + ", not "
                            + offset.get() + ". Leave it out, or send one of these.");
            return Optional.empty();
        }
        // Only where the clock shows the time twice does an offset choose anything.
        return Optional.of(
                offset.isPresent() && valid.size() > 1 ? Schedule.at(at, zone, offset.get()) : Schedule.at(at, zone));
    }

    private boolean agrees(Schedule schedule, ScheduleBody body, Optional<Instant> instant) {
        if (body.at() == null || instant.isEmpty() || instant.get().equals(schedule.instant())) {
            return true;
        }
        violations.add(
                prefix + "instant",
                "agree",
                schedule.instant().toString(),
                body.instant(),
                "'at' with 'zone' is " + schedule.instant() + ", but 'instant' is " + body.instant()
                        + ". Send one of the two.");
        return false;
    }

    private Optional<ZoneId> zone(String text) {
        if (text == null) {
            violations.required(prefix + "zone", "Say in which zone: an IANA zone such as Europe/Berlin.");
            return Optional.empty();
        }
        return Zones.parse(prefix + "zone", text, violations);
    }

    private <T> Optional<T> parse(String name, String text, Function<String, T> parser, String rule) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException e) {
            violations.add(prefix + name, "format", "ISO 8601", text, rule + "; it was '" + text + "'.");
            return Optional.empty();
        }
    }

    private static String localRule(String text) {
        boolean hasOffset = text != null && text.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)$");
        return hasOffset
                ? "at is a local time without offset, such as 2026-02-10T09:00:00; put an offset into 'offset', or send"
                        + " a moment as 'instant'"
                : "at is a local time such as 2026-02-10T09:00:00";
    }
}
