package io.carillon.rest.internal.post;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.TimeZones;
import io.carillon.rest.internal.body.Zones;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * When a post goes out: {@code at} (local) with {@code zone} and optionally {@code offset}, or {@code instant} with
 * {@code zone}. {@code adjusted} is only answered. {@code rrule}, {@code rdates} and {@code exdates} are of RFC 5545; the dates
 * are local times. With the kind QUEUE there is nothing else: each account's queue gives it a time.
 */
public record ScheduleBody(
        Kind kind,
        String at,
        String zone,
        String offset,
        String instant,
        String adjusted,
        String rrule,
        List<String> rdates,
        List<String> exdates) {

    /** Who says when; absent for a time. */
    public enum Kind {
        TIME,
        QUEUE
    }

    static final ScheduleBody QUEUED =
            new ScheduleBody(Kind.QUEUE, null, null, null, null, null, null, List.of(), List.of());

    /** As it is answered: with both the local time and the instant. */
    static ScheduleBody answer(Schedule schedule) {
        return of(
                schedule,
                ISO_LOCAL_DATE_TIME.format(schedule.local()),
                TimeZones.isKnown(schedule.zone())
                        ? schedule.zone()
                                .getRules()
                                .getOffset(schedule.instant())
                                .getId()
                        : schedule.offset().map(ZoneOffset::getId).orElse(null),
                schedule.instant().toString());
    }

    /** As a person chose it, so that a part of it can be changed without contradicting the rest. */
    static ScheduleBody chosen(Schedule schedule) {
        return schedule.basis() == Schedule.Basis.LOCAL
                ? of(
                        schedule,
                        ISO_LOCAL_DATE_TIME.format(schedule.local()),
                        schedule.offset().map(Object::toString).orElse(null),
                        null)
                : of(schedule, null, null, schedule.instant().toString());
    }

    private static ScheduleBody of(Schedule schedule, String at, String offset, String instant) {
        return new ScheduleBody(
                Kind.TIME,
                at,
                Zones.text(schedule.zone()),
                offset,
                instant,
                schedule.adjusted().map(Enum::name).orElse(null),
                schedule.recurrence().flatMap(Recurrence::rrule).orElse(null),
                dates(schedule, Recurrence::rdates),
                dates(schedule, Recurrence::exdates));
    }

    private static List<String> dates(Schedule schedule, Function<Recurrence, List<LocalDateTime>> which) {
        return schedule.recurrence().map(which).orElse(List.of()).stream()
                .map(ISO_LOCAL_DATE_TIME::format)
                .toList();
    }

    boolean isQueue() {
        return kind == Kind.QUEUE;
    }

    /** Whether it names a time, or how one comes back, whatever its kind. */
    boolean hasTime() {
        return at != null || instant != null || rrule != null || isNamed(rdates) || isNamed(exdates);
    }

    private static boolean isNamed(List<String> dates) {
        return dates != null && !dates.isEmpty();
    }

    /** Whether this is the answer that the schedule was read as, sent back unchanged. */
    boolean repeats(Optional<Schedule> schedule) {
        return schedule.map(ScheduleBody::answer)
                .filter(answer -> answer.at().equals(at)
                        && answer.zone().equals(zone)
                        && answer.instant().equals(instant)
                        && (offset == null || offset.equals(answer.offset()))
                        && Objects.equals(answer.rrule(), rrule)
                        && answer.rdates().equals(rdates == null ? List.of() : rdates)
                        && answer.exdates().equals(exdates == null ? List.of() : exdates))
                .isPresent();
    }
}
