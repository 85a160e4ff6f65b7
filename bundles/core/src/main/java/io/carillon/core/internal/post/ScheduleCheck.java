package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;

import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import io.carillon.core.internal.queue.Ahead;
import io.carillon.core.recurrence.RecurrenceCheck;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;

/** A chosen time lies ahead, but not beyond what anybody means. */
final class ScheduleCheck {

    private static final Period OLDEST = Period.ofYears(100);

    private ScheduleCheck() {}

    static List<Violation> check(Schedule schedule, Instant now) {
        String field =
                switch (schedule.basis()) {
                    case LOCAL -> "schedule.at";
                    case INSTANT -> "schedule.instant";
                };
        Instant due = schedule.instant();
        Instant latest = Ahead.of(now);
        if (schedule.recurrence().isPresent() && !due.isAfter(latest)) {
            // It may have begun long ago, as long as it goes on.
            Instant earliest = now.atOffset(ZoneOffset.UTC).minus(OLDEST).toInstant();
            if (due.isBefore(earliest)) {
                return List.of(error(
                        field,
                        "max-behind",
                        earliest.toString(),
                        due.toString(),
                        "A series can have begun at most " + OLDEST.getYears() + " years ago; choose a later start."));
            }
            List<Violation> problems = RecurrenceCheck.check(schedule);
            return problems.isEmpty() ? RecurrenceCheck.checkAhead(schedule, now, Ahead.MAX) : problems;
        }
        if (due.isBefore(now)) {
            return List.of(error(
                    field,
                    "in-future",
                    now.toString(),
                    due.toString(),
                    "This time was over at " + now + "; choose a later one, or publish at once."));
        }
        if (due.isAfter(latest)) {
            return List.of(error(
                    field,
                    "max-ahead",
                    latest.toString(),
                    due.toString(),
                    "A post can be scheduled at most " + Ahead.MAX.getYears()
                            + " years ahead; choose an earlier time."));
        }
        return List.of();
    }
}
