package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Attempt;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.Ready;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;

/** What a visit to prepare came to, as its delivery's story tells it. */
record Visit(Attempt.Result result, String detail) {

    static Visit of(PrepareOutcome outcome) {
        return outcome.fold(new PrepareOutcome.Cases<>() {

            @Override
            public Visit ready(Ready ready) {
                return new Visit(
                        Attempt.Result.PREPARED,
                        ready.expiresAt()
                                .map(end -> "Prepared; good until " + end + ".")
                                .orElse("Prepared."));
            }

            @Override
            public Visit goOn(Continue goOn) {
                return new Visit(Attempt.Result.GOES_ON, "Preparing goes on from " + goOn.askAgainAt() + ".");
            }

            @Override
            public Visit throttled(Throttled throttled) {
                return new Visit(Attempt.Result.THROTTLED, throttled.reason());
            }

            @Override
            public Visit unavailable(Unavailable unavailable) {
                return new Visit(Attempt.Result.UNAVAILABLE, unavailable.reason());
            }

            @Override
            public Visit rejected(Rejected rejected) {
                return new Visit(Attempt.Result.REJECTED, rejected.problem().detail());
            }

            @Override
            public Visit reauthorisationNeeded(ReauthorisationNeeded needed) {
                return new Visit(Attempt.Result.REAUTHORISATION_NEEDED, needed.reason());
            }
        });
    }
}
