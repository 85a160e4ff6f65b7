package io.carillon.scheduler.internal.engine;

import io.carillon.api.publisher.PublisherProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Whether an armed delivery may still be sent, asked immediately before the call.
 *
 * @param instant when it is to go out
 * @param lease which must outlast the call's deadline
 */
record LastCheck(Instant instant, Instant armedAt, Lease lease, PublisherProfile profile) {

    /** What is later than this after it could have been sent is judged anew instead. */
    static final Duration TOO_LATE = Duration.ofSeconds(5);

    /** Why it must not be sent any more; empty if it may. */
    Optional<String> objection(Time time) {
        if (time.now().isBefore(instant.truncatedTo(ChronoUnit.MICROS))) {
            return Optional.of("The clock was set back before it could be sent.");
        }
        Instant latest = Time.later(instant, armedAt).plus(TOO_LATE);
        if (time.now().isAfter(latest)) {
            return Optional.of("It was armed, but could not be sent within " + TOO_LATE.toSeconds() + " s.");
        }
        return lease.covers(profile.callDeadline(), time)
                ? Optional.empty()
                : Optional.of("The claim on it would have ended before the network's answer.");
    }
}
