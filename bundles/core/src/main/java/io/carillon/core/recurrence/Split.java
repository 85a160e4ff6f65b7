package io.carillon.core.recurrence;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A recurring schedule as two, which together come when the one did: COUNT is shared out, exceptions and further dates go
 * where they belong.
 *
 * @param before what comes before the local start
 * @param from what comes from it on
 */
public record Split(Schedule before, Schedule from) {

    /** @param start an occurrence, but not the first */
    public static Split at(Schedule schedule, LocalDateTime start) {
        Recurrence recurrence = schedule.recurrence().orElseThrow();
        Occurrences occurrences = Occurrences.of(schedule);
        return new Split(
                before(schedule, recurrence, occurrences, start), from(schedule, recurrence, occurrences, start));
    }

    private static Schedule before(
            Schedule schedule, Recurrence recurrence, Occurrences occurrences, LocalDateTime start) {
        List<LocalDateTime> rdates = dates(recurrence.rdates(), start, true);
        List<LocalDateTime> exdates = dates(recurrence.exdates(), start, true);
        if (!start.isAfter(schedule.local())) {
            // Only further dates come before the rule's first.
            return schedule.occurrence(rdates.get(0))
                    .withRecurrence(Optional.of(new Recurrence(Optional.empty(), rdates, exdates)));
        }
        return schedule.withRecurrence(Optional.of(new Recurrence(
                occurrences.rule().map(rule -> ended(schedule, rule, occurrences, start)
                        .toString()),
                rdates,
                exdates)));
    }

    private static Rule ended(Schedule schedule, Rule rule, Occurrences occurrences, LocalDateTime start) {
        if (rule.count().isPresent()) {
            return rule.with("COUNT", String.valueOf(occurrences.countedBefore(start)));
        }
        // It may have ended before, where the start is a further date.
        return rule.until(schedule.zone()).test(start.minusSeconds(1)) ? rule.endingBefore(start) : rule;
    }

    private static Schedule from(
            Schedule schedule, Recurrence recurrence, Occurrences occurrences, LocalDateTime start) {
        List<LocalDateTime> rdates = dates(recurrence.rdates(), start, false);
        List<LocalDateTime> exdates = dates(recurrence.exdates(), start, false);
        if (!start.isAfter(schedule.local())) {
            return schedule.withRecurrence(Optional.of(new Recurrence(recurrence.rrule(), rdates, exdates)));
        }
        Optional<LocalDateTime> ofRule = occurrences.firstOfRule(start);
        if (ofRule.isEmpty()) {
            // Further dates alone are left, of which this is the first.
            return schedule.occurrence(start)
                    .withRecurrence(Optional.of(new Recurrence(Optional.empty(), rdates, exdates)));
        }
        Optional<String> rule = occurrences
                .rule()
                .map(one -> one.count().isEmpty()
                        ? one.toString()
                        : one.with("COUNT", String.valueOf(one.count().getAsInt() - occurrences.countedBefore(start)))
                                .toString());
        return schedule.occurrence(ofRule.get()).withRecurrence(Optional.of(new Recurrence(rule, rdates, exdates)));
    }

    private static List<LocalDateTime> dates(List<LocalDateTime> all, LocalDateTime start, boolean before) {
        return all.stream().filter(date -> date.isBefore(start) == before).toList();
    }
}
