package io.carillon.core.internal.post;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** A series that is moved takes its further dates and its exceptions along: what was skipped must not come back. */
final class Shift {

    private Shift() {}

    /** The schedule after an edit; dates that were not touched follow the start. */
    static Schedule follow(Optional<Schedule> before, Schedule after) {
        Optional<Recurrence> was = before.flatMap(Schedule::recurrence);
        Optional<Recurrence> is = after.recurrence();
        if (was.isEmpty() || is.isEmpty() || before.get().local().equals(after.local())) {
            return after;
        }
        Duration by = Duration.between(before.get().local(), after.local());
        return after.withRecurrence(Optional.of(new Recurrence(
                is.get().rrule(),
                moved(was.get().rdates(), is.get().rdates(), by),
                moved(was.get().exdates(), is.get().exdates(), by))));
    }

    private static List<LocalDateTime> moved(List<LocalDateTime> was, List<LocalDateTime> is, Duration by) {
        return was.equals(is)
                ? is.stream()
                        .filter(date -> canMove(date, by))
                        .map(date -> date.plus(by))
                        .toList()
                : is;
    }

    /** A time so far away that there is no name for it is nobody's. */
    private static boolean canMove(LocalDateTime date, Duration by) {
        return by.isNegative()
                ? !date.isBefore(LocalDateTime.MIN.minus(by))
                : !date.isAfter(LocalDateTime.MAX.minus(by));
    }
}
