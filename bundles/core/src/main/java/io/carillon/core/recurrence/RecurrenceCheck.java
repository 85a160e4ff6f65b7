package io.carillon.core.recurrence;

import static io.carillon.api.model.Violation.error;
import static io.carillon.api.model.Violation.warning;

import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a recurrence can be planned: what a person should be told before it is stored. */
public final class RecurrenceCheck {

    static final int MAX_DATES = 500;

    private static final String RULE = "schedule.rrule";
    private static final Duration CLOSEST = Duration.ofMinutes(1);
    private static final int LOOKED_AT = 500;

    private RecurrenceCheck() {}

    /** What is wrong with it in itself, whatever the time is. */
    public static List<Violation> check(Schedule schedule) {
        List<Violation> problems = new ArrayList<>();
        schedule.recurrence().ifPresent(recurrence -> {
            recurrence.rrule().map(RuleCheck::check).ifPresent(problems::addAll);
            count("schedule.rdates", recurrence.rdates(), problems);
            count("schedule.exdates", recurrence.exdates(), problems);
            if (recurrence.rrule().isEmpty() && recurrence.rdates().isEmpty()) {
                problems.add(error(
                        RULE,
                        "required",
                        "",
                        "",
                        "Exceptions alone make no recurrence: add an rrule or rdates, or leave out exdates."));
            }
            if (problems.isEmpty()) {
                endsBeforeItStarts(schedule, recurrence).ifPresent(problems::add);
            }
        });
        return problems;
    }

    private static void count(String field, List<LocalDateTime> dates, List<Violation> problems) {
        if (dates.size() > MAX_DATES) {
            problems.add(error(
                    field,
                    "max-count",
                    String.valueOf(MAX_DATES),
                    String.valueOf(dates.size()),
                    "There can be at most " + MAX_DATES + "; say it by a rule, or make two posts of it."));
        }
    }

    private static Optional<Violation> endsBeforeItStarts(Schedule schedule, Recurrence recurrence) {
        Optional<Rule> rule = recurrence.rrule().map(Rule::parse);
        return rule.filter(one -> !one.until(schedule.zone()).test(schedule.local()))
                .map(one -> error(
                        RULE,
                        "ends-before-start",
                        schedule.local().toString(),
                        one.part("UNTIL").orElseThrow(),
                        "It ends before it starts at " + schedule.local()
                                + "; choose a later UNTIL or an earlier start."));
    }

    /**
     * What is wrong with choosing it now; to be asked if {@link #check} found nothing.
     *
     * @param maxAhead how far the next time may be away
     */
    public static List<Violation> checkAhead(Schedule schedule, Instant now, Period maxAhead) {
        Occurrences occurrences = Occurrences.of(schedule);
        List<Instant> next = occurrences
                .from(LocalDateTime.ofInstant(now, schedule.zone()).minusDays(1))
                .map(occurrences::instant)
                .filter(due -> !due.isBefore(now))
                .limit(LOOKED_AT)
                .toList();
        if (next.isEmpty()) {
            return List.of(error(
                    field(schedule),
                    "never-fires",
                    now.toString(),
                    "",
                    "It never comes again after " + now
                            + "; choose a rule that has times ahead, or fewer exceptions."));
        }
        Instant latest = now.atOffset(ZoneOffset.UTC).plus(maxAhead).toInstant();
        if (next.get(0).isAfter(latest)) {
            return List.of(error(
                    field(schedule),
                    "max-ahead",
                    latest.toString(),
                    next.get(0).toString(),
                    "It comes first at " + next.get(0) + "; that can be at most " + maxAhead.getYears()
                            + " years ahead. Choose an earlier time."));
        }
        List<Violation> problems = new ArrayList<>();
        rest(schedule, occurrences)
                .or(() -> comesBack(schedule, occurrences, maxAhead))
                .ifPresent(problems::add);
        datesAhead(schedule, latest, maxAhead).ifPresent(problems::add);
        tooClose(next).ifPresent(problems::add);
        return problems;
    }

    private static String field(Schedule schedule) {
        return schedule.recurrence().flatMap(Recurrence::rrule).isPresent() ? RULE : "schedule.rdates";
    }

    /** A rule that has the start alone, which counts in any case, is a mistake. */
    private static Optional<Violation> rest(Schedule schedule, Occurrences occurrences) {
        Optional<Rule> rule = occurrences.rule();
        boolean once =
                rule.flatMap(one -> one.part("COUNT")).filter("1"::equals).isPresent();
        boolean fires =
                once || rule.isEmpty() || new RuleDates(rule.get(), schedule.local(), schedule.local()).hasNext();
        return fires
                ? Optional.empty()
                : Optional.of(error(
                        RULE,
                        "never-fires",
                        "",
                        rule.get().toString(),
                        "No day is ever as this rule says; look at the days and months that it names together."));
    }

    /** A rule whose second time nobody will see is a slip in INTERVAL, unless it says itself that it ends before. */
    private static Optional<Violation> comesBack(Schedule schedule, Occurrences occurrences, Period maxAhead) {
        LocalDateTime latest = schedule.local().plus(maxAhead);
        return occurrences.rule().filter(rule -> !hasEnd(rule)).flatMap(rule -> {
            Optional<LocalDateTime> second = second(rule, schedule.local());
            return second.filter(date -> !date.isAfter(latest)).isPresent()
                    ? Optional.empty()
                    : Optional.of(error(
                            RULE,
                            "max-ahead",
                            latest.toString(),
                            second.map(LocalDateTime::toString).orElse(""),
                            "It comes back only after " + latest + "; choose a smaller INTERVAL, so that it comes"
                                    + " again within " + maxAhead.getYears() + " years, or leave out the rule."));
        });
    }

    private static boolean hasEnd(Rule rule) {
        return rule.part("COUNT").isPresent() || rule.part("UNTIL").isPresent();
    }

    private static Optional<LocalDateTime> second(Rule rule, LocalDateTime start) {
        RuleDates dates = new RuleDates(rule, start, start);
        while (dates.hasNext()) {
            LocalDateTime date = dates.next();
            if (date.isAfter(start)) {
                return Optional.of(date);
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> datesAhead(Schedule schedule, Instant latest, Period maxAhead) {
        return schedule.recurrence().stream()
                .flatMap(recurrence -> recurrence.rdates().stream())
                .filter(date -> date.isAfter(LocalDateTime.ofInstant(latest, schedule.zone())))
                .findFirst()
                .map(date -> error(
                        "schedule.rdates",
                        "max-ahead",
                        latest.toString(),
                        date.toString(),
                        "A post can be scheduled at most " + maxAhead.getYears() + " years ahead; leave out " + date
                                + "."));
    }

    private static Optional<Violation> tooClose(List<Instant> dues) {
        for (int i = 1; i < dues.size(); i++) {
            Duration apart = Duration.between(dues.get(i - 1), dues.get(i)).abs();
            if (!apart.isZero() && apart.compareTo(CLOSEST) < 0) {
                return Optional.of(error(
                        "schedule.rdates",
                        "max-frequency",
                        "once a minute",
                        dues.get(i).toString(),
                        "It comes at " + dues.get(i - 1) + " and " + dues.get(i)
                                + "; there must be a minute at least between two times."));
            }
        }
        return Optional.empty();
    }

    /** What a person should know of it. */
    public static List<Violation> hints(Schedule schedule) {
        Occurrences occurrences = Occurrences.of(schedule);
        Optional<LocalDateTime> first = occurrences
                .rule()
                .map(rule -> new RuleDates(rule, schedule.local(), schedule.local()))
                .filter(RuleDates::hasNext)
                .map(RuleDates::next);
        return first.filter(date -> !date.equals(schedule.local())).stream()
                .map(date -> warning(
                        "schedule.at",
                        "start-in-rule",
                        date.toString(),
                        schedule.local().toString(),
                        "The rule does not have its own start: it comes at " + schedule.local() + " and then from "
                                + date + " on. Choose " + date + ", if that is not meant."))
                .toList();
    }
}
