package io.carillon.core.recurrence;

import io.carillon.api.model.Horizon;
import io.carillon.api.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Which occurrences get deliveries now, and when to look again.
 *
 * @param starts local starts, in order
 */
public record Planning(List<LocalDateTime> starts, Horizon horizon) {

    /** So far ahead a series has deliveries, where that is not too many. */
    static final Duration AHEAD = Duration.ofDays(60);

    /** So many deliveries of a series are planned at most. */
    static final int MAX_DELIVERIES = 500;

    private static final int MIN_OCCURRENCES = 10;

    public Planning {
        starts = List.copyOf(starts);
    }

    /**
     * Plans what comes from a local start on: everything within {@link #AHEAD}, but no more than is sensible and one at
     * least, so that a series that goes on is seen to.
     *
     * @param notBefore what is due earlier is left out
     * @param accounts how many deliveries an occurrence has
     */
    public static Planning of(Schedule schedule, LocalDateTime from, Instant notBefore, int accounts, Instant now) {
        Occurrences occurrences = Occurrences.of(schedule);
        LocalDateTime earliest =
                LocalDateTime.ofInstant(notBefore, schedule.zone()).minusDays(1);
        Iterator<LocalDateTime> dates = occurrences
                .from(from.isAfter(earliest) ? from : earliest)
                .filter(start -> !occurrences.instant(start).isBefore(notBefore))
                .iterator();
        int most = Math.max(MIN_OCCURRENCES, MAX_DELIVERIES / Math.max(1, accounts));
        int more = Math.max(MIN_OCCURRENCES, most - open(occurrences, schedule, from, most, now));
        List<LocalDateTime> starts = new ArrayList<>();
        Optional<LocalDateTime> beyond = Optional.empty();
        while (dates.hasNext() && beyond.isEmpty()) {
            LocalDateTime start = dates.next();
            boolean near = occurrences.instant(start).isBefore(now.plus(AHEAD));
            if (starts.isEmpty() || near && starts.size() < more) {
                starts.add(start);
            } else {
                beyond = Optional.of(start);
            }
        }
        return new Planning(starts, horizon(occurrences, starts, beyond, from, now));
    }

    /** How many of those that were planned before are still to come. */
    private static int open(Occurrences occurrences, Schedule schedule, LocalDateTime from, int most, Instant now) {
        return (int) occurrences
                .from(LocalDateTime.ofInstant(now, schedule.zone()))
                .takeWhile(start -> start.isBefore(from))
                .limit(most)
                .count();
    }

    private static Horizon horizon(
            Occurrences occurrences,
            List<LocalDateTime> starts,
            Optional<LocalDateTime> beyond,
            LocalDateTime from,
            Instant now) {
        if (beyond.isEmpty()) {
            LocalDateTime last =
                    starts.isEmpty() ? from : starts.get(starts.size() - 1).plusNanos(1_000);
            return new Horizon(last, Optional.empty(), now.minus(AHEAD));
        }
        Instant next = occurrences.instant(beyond.get());
        Instant last = occurrences.instant(starts.get(starts.size() - 1));
        Duration span = Duration.between(now, next);
        Instant extendAt = earlier(next.minus(shorter(span, AHEAD).dividedBy(2)), last);
        return new Horizon(
                beyond.get(),
                Optional.of(extendAt.truncatedTo(ChronoUnit.MICROS)),
                now.minus(shorter(span, AHEAD)).truncatedTo(ChronoUnit.MICROS));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
