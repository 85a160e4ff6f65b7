package io.carillon.core.recurrence;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import net.fortuna.ical4j.model.Recur;

/**
 * The local starts that a rule gives, from some time on, in order. They come from ical4j, which is asked for a window at a
 * time: it gives up after a thousand periods in which a rule has nothing, it must never be asked for a set without an
 * end, and it finds its way to a window by itself. How a rule ends is not its concern here.
 */
final class RuleDates implements Iterator<LocalDateTime> {

    /** Fewer than the periods without a result after which ical4j gives up. */
    private static final int PERIODS = 900;

    /** So many windows in which a rule has nothing mean that it never has. */
    private static final int EMPTY_WINDOWS = 400;

    private static final int PIECE = 300;

    /** Nothing that anybody plans is further away; beyond, ical4j would count over. */
    private static final int YEARS = 200;

    private final Rule rule;
    private final Recur<LocalDateTime> recur;
    private final LocalDateTime seed;
    private final LocalDateTime end;
    private final Queue<LocalDateTime> found = new ArrayDeque<>();
    private final Optional<Rule> days;
    private LocalDateTime next;

    /** @param seed the first local start, from which periods are counted and what the rule leaves open is taken */
    RuleDates(Rule rule, LocalDateTime seed, LocalDateTime from) {
        this.rule = rule;
        this.seed = seed;
        recur = new Recur<>(rule.without("COUNT", "UNTIL").toString().replace("+", ""));
        next = from.isBefore(seed) ? seed : from;
        end = seed.plusYears(YEARS);
        days = daysOf(rule);
    }

    /** The days to which a rule of hours or minutes is limited: to look through others would take long. */
    private static Optional<Rule> daysOf(Rule rule) {
        Rule days = rule.without("INTERVAL", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "COUNT", "UNTIL");
        if (!rule.isWithinDays()) {
            return Optional.empty();
        }
        if (days.part("BYYEARDAY").isPresent()) {
            // Days are not chosen by their number in the year: whatever else limits them is found on them.
            return Optional.of(days.without("BYMONTH", "BYMONTHDAY", "BYDAY").with("FREQ", "YEARLY"));
        }
        boolean limited = days.part("BYMONTH").isPresent()
                || days.part("BYMONTHDAY").isPresent()
                || days.part("BYDAY").isPresent();
        return limited ? Optional.of(days.with("FREQ", "DAILY")) : Optional.empty();
    }

    @Override
    public boolean hasNext() {
        for (int empty = 0; found.isEmpty() && empty < EMPTY_WINDOWS && next.isBefore(end); empty++) {
            skipDays();
            if (next.isBefore(end)) {
                look();
            }
        }
        return !found.isEmpty();
    }

    private void skipDays() {
        days.ifPresent(daily -> {
            LocalDateTime today = next.toLocalDate().atStartOfDay();
            RuleDates matching = new RuleDates(daily, seed.toLocalDate().atStartOfDay(), today);
            LocalDateTime day = matching.hasNext() ? matching.next() : end;
            next = day.isAfter(next) ? day : next;
        });
    }

    private void look() {
        LocalDateTime windowEnd = next.plus((long) PERIODS * rule.interval(), unit());
        LocalDateTime last = (windowEnd.isBefore(end) ? windowEnd : end).minusSeconds(1);
        List<LocalDateTime> some = recur.getDates(seed, next, last, PIECE);
        found.addAll(some);
        next = some.size() < PIECE
                ? last.plusSeconds(1)
                : some.get(some.size() - 1).plusSeconds(1);
    }

    private ChronoUnit unit() {
        return switch (rule.frequency()) {
            case "MINUTELY" -> ChronoUnit.MINUTES;
            case "HOURLY" -> ChronoUnit.HOURS;
            case "DAILY" -> ChronoUnit.DAYS;
            case "WEEKLY" -> ChronoUnit.WEEKS;
            case "MONTHLY" -> ChronoUnit.MONTHS;
            case "YEARLY" -> ChronoUnit.YEARS;
            default -> throw new IllegalArgumentException("No rule can be unfolded by " + rule.frequency());
        };
    }

    @Override
    public LocalDateTime next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.remove();
    }
}
