package io.carillon.scheduler;

import java.time.Duration;
import java.util.Objects;

/**
 * How the engine works.
 *
 * @param lookAhead how long before its due time a delivery is claimed at the earliest; 200 ms to 2 s
 * @param batchSize how many deliveries are claimed, and results stored, in one transaction at most; 1 to 1000
 * @param maxSleep after which the store is looked at again even if nothing seems to be due
 * @param prepareAllowance how long one visit to prepare may take
 * @param absentGrace how long a publisher may be missing, such as while it is updated, before deliveries wait for it
 * @param stopPatience how long stopping waits for calls that are under way
 * @param retry when to try again
 */
public record SchedulerSettings(
        Duration lookAhead,
        int batchSize,
        Duration maxSleep,
        Duration prepareAllowance,
        Duration absentGrace,
        Duration stopPatience,
        RetryPolicy retry) {

    private static final Duration MIN_LOOK_AHEAD = Duration.ofMillis(200);
    private static final Duration MAX_LOOK_AHEAD = Duration.ofSeconds(2);
    private static final int MAX_BATCH = 1000;

    public static final SchedulerSettings DEFAULT = new SchedulerSettings(
            Duration.ofSeconds(2),
            500,
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            RetryPolicy.DEFAULT);

    /** @throws IllegalArgumentException if a value breaks its rule; the message says which and what would be right */
    public SchedulerSettings {
        Objects.requireNonNull(retry, "retry");
        require(
                lookAhead.compareTo(MIN_LOOK_AHEAD) >= 0 && lookAhead.compareTo(MAX_LOOK_AHEAD) <= 0,
                "lookAhead",
                lookAhead,
                "200 ms to 2 s");
        require(batchSize >= 1 && batchSize <= MAX_BATCH, "batchSize", batchSize, "1 to 1000");
        require(maxSleep.compareTo(lookAhead) >= 0, "maxSleep", maxSleep, "at least lookAhead, " + lookAhead);
        require(
                prepareAllowance.compareTo(Duration.ofSeconds(10)) >= 0,
                "prepareAllowance",
                prepareAllowance,
                "at least 10 s");
        require(!absentGrace.isNegative(), "absentGrace", absentGrace, "not negative");
        require(!stopPatience.isNegative(), "stopPatience", stopPatience, "not negative");
    }

    private static void require(boolean holds, String name, Object actual, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The scheduler's " + name + " must be " + rule + "; it was " + actual + ".");
        }
    }
}
