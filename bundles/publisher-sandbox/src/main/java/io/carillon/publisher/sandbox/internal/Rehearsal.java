package io.carillon.publisher.sandbox.internal;

import io.carillon.api.model.Violation;
import io.carillon.api.publisher.DoubtClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an account of the sandbox is to go through, so that every path of Carillon can be seen.
 *
 * @param failure how sending fails; empty where it does not
 * @param probability of the failure, 0 to 1
 * @param times how many tries of one delivery may fail
 * @param retryAfter how long the network asks a throttled sender to wait
 * @param delay between the arrival of a request and its answer
 * @param doubt what the network offers for settling a doubt
 */
record Rehearsal(
        Optional<Failure> failure,
        double probability,
        int times,
        Duration retryAfter,
        Duration delay,
        DoubtClass doubt) {

    static final String FAIL = "fail";
    static final String PROBABILITY = "failProbability";
    static final String TIMES = "failTimes";
    static final String RETRY_AFTER = "retryAfterSeconds";
    static final String DELAY = "delayMs";
    static final String DOUBT = "doubt";

    private static final int MAX_RETRY_AFTER = 86_400;
    private static final int MAX_DELAY = 600_000;

    /** How sending fails. */
    enum Failure {
        THROTTLE,
        UNAVAILABLE,
        REJECT,
        LOST_ANSWER,
        REVOKED;

        String word() {
            return SettingsReader.word(this);
        }
    }

    /** The settings as they are meant, and everything that is wrong with them; where that is so, defaults stand in. */
    record Read(Rehearsal rehearsal, List<Violation> violations) {}

    static Read read(Map<String, String> settings) {
        List<Violation> violations = new ArrayList<>();
        SettingsReader reader = new SettingsReader(settings, violations);
        Rehearsal rehearsal = new Rehearsal(
                reader.oneOf(FAIL, Failure.class),
                reader.decimal(PROBABILITY, 1, 1),
                reader.whole(TIMES, Integer.MAX_VALUE, Integer.MAX_VALUE),
                Duration.ofSeconds(reader.whole(RETRY_AFTER, 5, MAX_RETRY_AFTER)),
                Duration.ofMillis(reader.whole(DELAY, 0, MAX_DELAY)),
                reader.oneOf(DOUBT, DoubtClass.class).orElse(DoubtClass.KEYED));
        return new Read(rehearsal, violations);
    }
}
