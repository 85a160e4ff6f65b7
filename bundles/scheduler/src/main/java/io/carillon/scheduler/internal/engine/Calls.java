package io.carillon.scheduler.internal.engine;

import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import java.time.Instant;
import java.util.Optional;

/** Calls to publishers whose promises are not relied on: whatever they throw, and nothing, is an answer, too. */
final class Calls {

    private Calls() {}

    /**
     * Prepares afresh, with a publisher that promises to do no input or output in it; one that fails has surely sent nothing
     * visible.
     */
    static PrepareOutcome prepare(Publisher publisher, CallContext context) {
        try {
            PrepareOutcome outcome = publisher.prepare(context.preparing(progress -> true), Optional.empty());
            return outcome != null ? outcome : new Unavailable("The publisher prepared nothing.");
        } catch (Throwable e) {
            return new Unavailable("The publisher failed to prepare: " + Problems.describe(e, context.account()));
        }
    }

    /** @param entry from when the call's deadline counts */
    static PublishOutcome publish(
            Publisher publisher, PublisherProfile profile, CallContext context, PreparedValue prepared, Instant entry) {
        try {
            PublishOutcome outcome = publisher.publish(context.until(entry.plus(profile.callDeadline())), prepared);
            return outcome != null
                    ? outcome
                    : new Indeterminate("The publisher of " + profile.name() + " returned nothing.");
        } catch (Throwable e) {
            // Whatever it is, a request may be on its way; only the network can tell.
            return new Indeterminate("The publisher failed: " + Problems.describe(e, context.account()));
        }
    }
}
