package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.IN_DOUBT;
import static io.carillon.api.model.DeliveryState.PUBLISHED;
import static io.carillon.api.model.DeliveryState.PUBLISHING;
import static io.carillon.api.model.DeliveryState.RETRYING;
import static io.carillon.api.model.DeliveryState.WAITING;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.Indeterminate;
import io.carillon.api.publisher.PrepareAgain;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Rejected;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What becomes of an armed delivery once it was sent, or was to be. Safe for use by many threads. */
final class Verdicts {

    private final RetryPolicy retry;
    private final RandomGenerator random;
    private final String node;

    Verdicts(RetryPolicy retry, RandomGenerator random, String node) {
        this.retry = retry;
        this.random = random;
        this.node = node;
    }

    /** What an answer makes of an armed delivery. */
    Settlement answered(Story story, PublishOutcome outcome, Instant at) {
        return outcome.fold(new PublishOutcome.Cases<>() {

            @Override
            public Settlement published(Published published) {
                return Verdicts.this.published(story, published.publication(), at);
            }

            @Override
            public Settlement throttled(Throttled throttled) {
                Problem problem = Problems.of(Problems.THROTTLED, throttled.reason());
                Instant retryAt = later(story, throttled.retryAt(), at);
                return Fate.heldBack(again(story, retryAt, problem, at, Result.THROTTLED), retryAt);
            }

            @Override
            public Settlement unavailable(Unavailable unavailable) {
                Problem problem = Problems.of(Problems.UNAVAILABLE, unavailable.reason());
                return again(story, backoff(story, at), problem, at, Result.UNAVAILABLE);
            }

            @Override
            public Settlement prepareAgain(PrepareAgain again) {
                return Verdicts.this.prepareAgain(story, again.reason(), at);
            }

            @Override
            public Settlement rejected(Rejected rejected) {
                Problem problem = Problems.of(
                        rejected.problem().code(), rejected.problem().detail());
                return failed(story, problem, at, Result.REJECTED);
            }

            @Override
            public Settlement reauthorisationNeeded(ReauthorisationNeeded needed) {
                return reconnect(story, needed.reason(), at);
            }

            @Override
            public Settlement indeterminate(Indeterminate indeterminate) {
                return inDoubt(story, Optional.of(at), indeterminate.reason(), at);
            }
        });
    }

    private Settlement published(Story story, Publication publication, Instant at) {
        Delivery after = ended(story)
                .state(publishing(story).become(PUBLISHED))
                .publication(Optional.of(publication))
                .lateness(Optional.of(Fate.lateness(story.delivery(), story.startedAt())))
                .build();
        Attempt attempt =
                story.attempt(node, Optional.of(at), Result.PUBLISHED, "Published as " + publication.remoteId() + ".");
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), true);
    }

    private Instant backoff(Story story, Instant at) {
        return at.plus(retry.delay(story.delivery().attempts() + 1, random));
    }

    private Instant later(Story story, Instant askedFor, Instant at) {
        return askedFor.isAfter(at) ? askedFor : backoff(story, at);
    }

    /** The first time at once, then ever more slowly: preparing may be what goes wrong. */
    private Settlement prepareAgain(Story story, String reason, Instant at) {
        Instant retryAt = story.delivery().attempts() == 0 ? at : backoff(story, at);
        Settlement again = again(story, retryAt, Problems.of(Problems.PREPARE_AGAIN, reason), at, Result.UNAVAILABLE);
        return Fate.unprepared(again);
    }

    private Settlement again(Story story, Instant retryAt, Problem problem, Instant at, Attempt.Result result) {
        int attempts = story.delivery().attempts() + 1;
        if (retry.givesUp(attempts, Duration.between(story.delivery().due(), retryAt))) {
            return failed(story, Problems.gaveUp(attempts, problem), at, result);
        }
        Delivery after = ended(story)
                .state(publishing(story).become(RETRYING))
                .retryAt(Optional.of(retryAt))
                .wakeAt(Optional.of(retryAt))
                .problem(Optional.of(problem))
                .build();
        Attempt attempt = story.attempt(
                node, Optional.of(at), result, problem.detail() + " To be tried again at " + retryAt + ".");
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), false);
    }

    private Settlement failed(Story story, Problem problem, Instant at, Attempt.Result result) {
        Delivery after = Fate.failed(ended(story), story.delivery(), problem)
                .state(publishing(story).become(FAILED))
                .build();
        Attempt attempt = story.attempt(node, Optional.of(at), result, problem.detail());
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), true);
    }

    private Settlement reconnect(Story story, String reason, Instant at) {
        Delivery after = ended(story)
                .state(publishing(story).become(WAITING))
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .problem(Optional.of(Problems.of(Problems.RECONNECT, reason)))
                .build();
        Attempt attempt = story.attempt(node, Optional.of(at), Result.REAUTHORISATION_NEEDED, reason);
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), false);
    }

    /** It may or may not have been published: the network is asked at once. */
    Settlement inDoubt(Story story, Optional<Instant> answeredAt, String reason, Instant now) {
        Delivery after = ended(story)
                .state(story.delivery().state().become(IN_DOUBT))
                .wakeAt(Optional.of(now))
                .problem(Optional.of(Problems.of(Problems.IN_DOUBT, reason)))
                .build();
        Attempt attempt = story.attempt(node, answeredAt, Result.INDETERMINATE, reason);
        Claim.Doubted doubted = new Claim.Doubted(story.id(), story.startedAt(), 0);
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.of(doubted), false);
    }

    private static DeliveryState publishing(Story story) {
        return story.delivery().state().become(PUBLISHING);
    }

    private static DeliveryBuilder ended(Story story) {
        return story.delivery().toBuilder()
                .attempts(story.delivery().attempts() + 1)
                .wakeAt(Optional.empty())
                .retryAt(Optional.empty())
                .waitReason(Optional.empty())
                .problem(Optional.empty());
    }
}
