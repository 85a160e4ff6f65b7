package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.RETRYING;
import static io.carillon.api.model.DeliveryState.WAITING;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.RetryPolicy;
import io.carillon.scheduler.internal.engine.DoubtVerdicts.Asked;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What becomes of a delivery in doubt by what this node alone knows of the call. Safe for use by many threads. */
final class LateVerdicts {

    private final RetryPolicy retry;
    private final RandomGenerator random;
    private final DoubtVerdicts doubts;

    LateVerdicts(RetryPolicy retry, RandomGenerator random, DoubtVerdicts doubts) {
        this.retry = retry;
        this.random = random;
        this.doubts = doubts;
    }

    /**
     * What settles the doubt, since this node knows better than whoever was in doubt. Empty if nothing does: where a network
     * refuses duplicates, whoever was in doubt may have repeated the call. That it never got through, or was never made,
     * then says nothing of the repetition, and a third call would be refused.
     */
    Optional<Settlement> settled(Asked asked, LateAnswers.Hindsight known, DoubtClass doubt, Instant at) {
        boolean isThere = known.answer().filter(Published.class::isInstance).isPresent();
        if (doubt == DoubtClass.PROBE && !isThere) {
            return Optional.empty();
        }
        return known.answer()
                .map(answer -> lateAnswer(asked, answer, at))
                .orElseGet(() -> Optional.of(neverSent(asked, at)));
    }

    private Optional<Settlement> lateAnswer(Asked asked, PublishOutcome outcome, Instant at) {
        return outcome.fold(new PublishOutcome.Cases<>() {

            @Override
            public Optional<Settlement> published(Published published) {
                return Optional.of(doubts.found(asked, published.publication(), at));
            }

            @Override
            public Optional<Settlement> throttled(Throttled throttled) {
                return Optional.of(refused(asked, Optional.of(throttled.retryAt()), throttled.reason(), at));
            }

            @Override
            public Optional<Settlement> unavailable(Unavailable unavailable) {
                return Optional.of(refused(asked, Optional.empty(), unavailable.reason(), at));
            }

            @Override
            public Optional<Settlement> prepareAgain(PrepareAgain again) {
                return Optional.of(doubts.voided(asked, again.reason(), at));
            }

            @Override
            public Optional<Settlement> rejected(Rejected rejected) {
                Problem problem = Problems.of(
                        rejected.problem().code(), rejected.problem().detail());
                return Optional.of(
                        doubts.failed(asked, problem, doubts.look(asked, at, Result.ABSENT, problem.detail())));
            }

            @Override
            public Optional<Settlement> reauthorisationNeeded(ReauthorisationNeeded needed) {
                return Optional.of(reconnect(asked, needed.reason(), at));
            }

            @Override
            public Optional<Settlement> indeterminate(Indeterminate indeterminate) {
                return Optional.empty();
            }
        });
    }

    /** The server that was to make the call knows that it did not. */
    private Settlement neverSent(Asked asked, Instant at) {
        return doubts.surelyAbsent(
                asked,
                at,
                "The server that was to send it was held up until another one had taken over.",
                "The server that was to send it is back and knows that it did not.");
    }

    private Settlement refused(Asked asked, Optional<Instant> askedFor, String reason, Instant at) {
        Instant retryAt = askedFor.filter(at::isBefore)
                .orElseGet(() -> at.plus(retry.delay(asked.delivery().attempts(), random)));
        Problem problem = Problems.of(Problems.UNAVAILABLE, reason);
        return doubts.sendAgain(asked, retryAt, problem, doubts.look(asked, at, Result.ABSENT, reason));
    }

    private Settlement reconnect(Asked asked, String reason, Instant at) {
        Delivery after = DoubtVerdicts.calm(asked)
                .state(asked.delivery().state().become(RETRYING).become(WAITING))
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .problem(Optional.of(Problems.of(Problems.RECONNECT, reason)))
                .build();
        Attempt attempt = doubts.look(asked, at, Result.ABSENT, reason);
        return new Settlement(asked.claim().id(), after, Optional.of(attempt), Optional.empty(), false);
    }
}
