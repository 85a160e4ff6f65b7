package io.carillon.rest.internal.post;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import io.carillon.api.model.Schedule;
import io.carillon.rest.internal.body.Zones;
import java.util.List;
import java.util.Optional;

/**
 * When a post goes out: {@code at} (local) with {@code zone} and optionally {@code offset}, or {@code instant} with
 * {@code zone}. With the kind QUEUE there is nothing else: each account's queue gives it a time. {@code adjusted} is only answered; the three of recurrence must be empty in this version.
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
                schedule.zone().getRules().getOffset(schedule.instant()).getId(),
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
                null,
                List.of(),
                List.of());
    }

    boolean isQueue() {
        return kind == Kind.QUEUE;
    }

    /** Whether it names a time, whatever its kind. */
    boolean hasTime() {
        return at != null || instant != null;
    }

    /** Whether this is the answer that the schedule was read as, sent back unchanged. */
    boolean repeats(Optional<Schedule> schedule) {
        return schedule.map(ScheduleBody::answer)
                .filter(answer -> answer.at().equals(at)
                        && answer.zone().equals(zone)
                        && answer.instant().equals(instant)
                        && (offset == null || answer.offset().equals(offset)))
                .isPresent();
    }
}
