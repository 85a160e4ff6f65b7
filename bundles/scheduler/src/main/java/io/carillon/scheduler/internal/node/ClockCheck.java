package io.carillon.scheduler.internal.node;

import io.carillon.scheduler.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares this machine's clock with the database's, which all nodes share. The answer is taken to be of the middle of the
 * question's way there and back (as by RFC 5905), so half of that time is what the difference is unsure by. A clock is
 * called wrong only where it surely is. Used by one thread at a time.
 */
final class ClockCheck {

    /** What is further off than this is wrong. */
    static final Duration LIMIT = Duration.ofMillis(250);

    /** What was wrong is right again below this, so that a clock at the limit does not go to and fro. */
    private static final Duration GOOD_AGAIN = Duration.ofMillis(200);

    private static final int SAMPLES = 5;

    /**
     * @param offset how far this machine's clock is ahead
     * @param unsure by how much that may be wrong, either way
     */
    record Reading(Duration offset, Duration unsure) {

        boolean isBeyond(Duration limit) {
            return offset.abs().minus(unsure).compareTo(limit) > 0;
        }
    }

    private final Supplier<Instant> database;
    private final Clock clock;
    private final Timer timer;
    private boolean measured;
    private boolean wrong;
    private volatile Reading last = new Reading(Duration.ZERO, Duration.ZERO);

    ClockCheck(Supplier<Instant> database, Clock clock, Timer timer) {
        this.database = database;
        this.clock = clock;
        this.timer = timer;
    }

    /** Measures, thoroughly where that changes anything. @return whether the clock is right */
    boolean isRight() {
        Reading reading = sample();
        if (!measured || reading.isBeyond(limit()) != wrong) {
            reading = Stream.concat(
                            Stream.of(reading), IntStream.range(1, SAMPLES).mapToObj(i -> sample()))
                    .min(Comparator.comparing(Reading::unsure))
                    .orElseThrow();
        }
        wrong = reading.isBeyond(limit());
        measured = true;
        last = reading;
        return !wrong;
    }

    private Duration limit() {
        return wrong ? GOOD_AGAIN : LIMIT;
    }

    private Reading sample() {
        Instant asked = clock.instant();
        long begun = timer.nanoTime();
        Instant there = database.get();
        Duration half = Duration.ofNanos(timer.nanoTime() - begun).dividedBy(2);
        return new Reading(Duration.between(there, asked.plus(half)), half);
    }

    /** How far this machine's clock was ahead when it was last measured. */
    Duration offset() {
        return last.offset();
    }
}
