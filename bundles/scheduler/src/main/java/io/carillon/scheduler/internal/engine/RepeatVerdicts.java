package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.PUBLISHED;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.internal.engine.DoubtVerdicts.Asked;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a delivery in doubt once the same call was made again. Safe for use by many threads. */
final class RepeatVerdicts {

    private final DoubtVerdicts doubts;

    RepeatVerdicts(DoubtVerdicts doubts) {
        this.doubts = doubts;
    }

    /** The same call was made again under the same key, while the delivery stayed in doubt. */
    Settlement answered(Asked asked, Instant sentAt, PublishOutcome outcome, Instant at) {
        return outcome.fold(new PublishOutcome.Cases<>() {

            @Override
            public Settlement published(Published published) {
                return repeatedAndPublished(asked, sentAt, published.publication(), at);
            }

            @Override
            public Settlement throttled(Throttled throttled) {
                return repeatLater(asked, sentAt, throttled.retryAt(), Result.THROTTLED, throttled.reason(), at);
            }

            @Override
            public Settlement unavailable(Unavailable unavailable) {
                return repeatLater(
                        asked, sentAt, doubts.nextAsk(asked, at), Result.UNAVAILABLE, unavailable.reason(), at);
            }

            @Override
            public Settlement prepareAgain(PrepareAgain again) {
                return repeatLater(asked, sentAt, doubts.nextAsk(asked, at), Result.UNAVAILABLE, again.reason(), at);
            }

            @Override
            public Settlement rejected(Rejected rejected) {
                String why = rejected.problem().detail();
                return repeatEnded(asked, sentAt, Optional.empty(), Result.REJECTED, why, at);
            }

            @Override
            public Settlement reauthorisationNeeded(ReauthorisationNeeded needed) {
                // It is the account's owner who is waited for: once it is connected again, the same call tells.
                Attempt.Result result = Result.REAUTHORISATION_NEEDED;
                return repeatLater(asked, sentAt, doubts.nextAsk(asked, at), result, needed.reason(), at);
            }

            @Override
            public Settlement indeterminate(Indeterminate indeterminate) {
                Instant next = doubts.nextAskAfterCall(asked, at);
                return repeatLater(asked, sentAt, next, Result.INDETERMINATE, indeterminate.reason(), at);
            }
        });
    }

    private Settlement repeatedAndPublished(Asked asked, Instant sentAt, Publication publication, Instant at) {
        Delivery after = DoubtVerdicts.calm(asked)
                .attempts(asked.delivery().attempts() + 1)
                .state(asked.delivery().state().become(PUBLISHED))
                .publication(Optional.of(publication))
                .lateness(Optional.of(Fate.lateness(asked.delivery(), sentAt)))
                .build();
        Attempt attempt = doubts.call(
                asked,
                sentAt,
                at,
                Result.PUBLISHED,
                "Sent again under the same key and published as " + publication.remoteId() + ".");
        return new Settlement(asked.claim().id(), after, Optional.of(attempt), Optional.empty(), true);
    }

    private Settlement repeatLater(
            Asked asked, Instant sentAt, Instant next, Attempt.Result result, String reason, Instant at) {
        return repeatEnded(asked, sentAt, doubts.next(asked, next, at), result, reason, at);
    }

    /** The first call's doubt stays, whatever the second was told. */
    private Settlement repeatEnded(
            Asked asked, Instant sentAt, Optional<Instant> wake, Attempt.Result result, String reason, Instant at) {
        Settlement doubt = doubts.stillInDoubt(asked, wake, reason, at);
        Delivery after = doubt.delivery().toBuilder()
                .attempts(asked.delivery().attempts() + 1)
                .build();
        Attempt attempt = doubts.call(asked, sentAt, at, result, reason);
        return new Settlement(doubt.claim(), after, Optional.of(attempt), doubt.doubted(), false);
    }
}
