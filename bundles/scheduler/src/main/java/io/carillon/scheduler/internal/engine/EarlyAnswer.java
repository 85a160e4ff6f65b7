package io.carillon.scheduler.internal.engine;

import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import java.util.Optional;

/** What a publisher that does not prepare would have said to the call; empty if it is ready for that. */
final class EarlyAnswer implements PrepareOutcome.Cases<Optional<PublishOutcome>> {

    @Override
    public Optional<PublishOutcome> ready(Ready ready) {
        return Optional.empty();
    }

    @Override
    public Optional<PublishOutcome> goOn(Continue goOn) {
        return Optional.of(new Unavailable("Preparing was put off to " + goOn.askAgainAt() + "."));
    }

    @Override
    public Optional<PublishOutcome> throttled(Throttled throttled) {
        return Optional.of(throttled);
    }

    @Override
    public Optional<PublishOutcome> unavailable(Unavailable unavailable) {
        return Optional.of(unavailable);
    }

    @Override
    public Optional<PublishOutcome> rejected(Rejected rejected) {
        return Optional.of(rejected);
    }

    @Override
    public Optional<PublishOutcome> reauthorisationNeeded(ReauthorisationNeeded needed) {
        return Optional.of(needed);
    }
}
