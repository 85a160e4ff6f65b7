package io.carillon.core.recurrence;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * When a schedule comes: its recurrence set by RFC 5545, section 3.8.5. The first is the schedule's own local time, whether
 * or not the rule has it; then come the rule's times and the further dates, without the exceptions. All are times of the
 * wall clock; {@link #instant} tells when such a time is, by the rules of {@link Schedule}: one that a clock change skips
 * is later by the gap, one that it repeats is the first of the two.
 */
public final class Occurrences {

    private final Schedule schedule;
    private final Recurrence recurrence;
    private final Optional<Rule> rule;
    private final Set<LocalDateTime> exceptions;

    private Occurrences(Schedule schedule) {
        this.schedule = schedule;
        recurrence = schedule.recurrence().orElse(new Recurrence(Optional.empty(), List.of(), List.of()));
        rule = recurrence.rrule().map(Rule::parse);
        exceptions = new HashSet<>(recurrence.exdates());
    }

    /** Of a schedule that {@link RecurrenceCheck} has no objection to; one that does not recur has one. */
    public static Occurrences of(Schedule schedule) {
        return new Occurrences(schedule);
    }

    /** When an occurrence is due. */
    public Instant instant(LocalDateTime start) {
        return schedule.occurrence(start).instant();
    }

    /** The local starts from one on, in order. There may be no end of them: take what you need. */
    public Stream<LocalDateTime> from(LocalDateTime start) {
        return stream(start, true);
    }

    public boolean contains(LocalDateTime start) {
        return from(start).findFirst().filter(start::equals).isPresent();
    }

    /** Whether it is left out by an exception, and would come otherwise. */
    public boolean isExcepted(LocalDateTime start) {
        return exceptions.contains(start)
                && stream(start, false).findFirst().filter(start::equals).isPresent();
    }

    private Stream<LocalDateTime> stream(LocalDateTime start, boolean excepting) {
        TreeSet<LocalDateTime> dates = new TreeSet<>(recurrence.rdates());
        dates.add(schedule.local());
        Iterator<LocalDateTime> merged = new Merged(dates.tailSet(start, true).iterator(), ruleFrom(start));
        return streamOf(merged).filter(date -> !excepting || !exceptions.contains(date));
    }

    /** Those of the rule, with the first one, which counts as such. */
    private Iterator<LocalDateTime> ruleFrom(LocalDateTime start) {
        if (rule.isEmpty()) {
            return Collections.emptyIterator();
        }
        Stream<LocalDateTime> dates;
        if (rule.get().count().isPresent()) {
            dates = counted().filter(date -> !date.isBefore(start));
        } else {
            dates = streamOf(new RuleDates(rule.get(), schedule.local(), start));
        }
        return dates.takeWhile(rule.get().until(schedule.zone())).iterator();
    }

    private Stream<LocalDateTime> counted() {
        RuleDates dates = new RuleDates(rule.orElseThrow(), schedule.local(), schedule.local());
        return streamOf(new Merged(List.of(schedule.local()).iterator(), dates))
                .limit(rule.orElseThrow().count().orElseThrow());
    }

    /** How many times of the rule, exceptions too, come before a local start: what COUNT has counted until there. */
    int countedBefore(LocalDateTime start) {
        return (int) counted().takeWhile(date -> date.isBefore(start)).count();
    }

    /** The first time of the rule, exceptions too, from a local start on. */
    Optional<LocalDateTime> firstOfRule(LocalDateTime start) {
        Iterator<LocalDateTime> dates = ruleFrom(start);
        return dates.hasNext() ? Optional.of(dates.next()) : Optional.empty();
    }

    Optional<Rule> rule() {
        return rule;
    }

    private static Stream<LocalDateTime> streamOf(Iterator<LocalDateTime> dates) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(dates, Spliterator.ORDERED), false);
    }
}
