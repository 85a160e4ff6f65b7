package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.ARMED;
import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.IN_DOUBT;
import static io.carillon.api.model.DeliveryState.PUBLISHED;
import static io.carillon.api.model.DeliveryState.PUBLISHING;
import static io.carillon.api.model.DeliveryState.RETRYING;
import static io.carillon.api.model.DeliveryState.SCHEDULED;
import static io.carillon.api.model.DeliveryState.WAITING;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Preparation;
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

/** What becomes of a delivery after a publish attempt. Safe for use by many threads. */
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
                return again(story, later(story, throttled.retryAt(), at), problem, at, Result.THROTTLED);
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
                .lateness(Optional.of(lateness(story.delivery(), story.startedAt())))
                .build();
        Attempt attempt =
                attempt(story, Optional.of(at), Result.PUBLISHED, "Published as " + publication.remoteId() + ".");
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), true);
    }

    static Duration lateness(Delivery delivery, Instant entry) {
        return Duration.between(delivery.due(), entry);
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
        return unprepared(again);
    }

    /** What was prepared is of no use any more. */
    static Settlement unprepared(Settlement settlement) {
        Delivery delivery = settlement.delivery();
        Preparation preparation = delivery.preparation() == Preparation.NONE ? Preparation.NONE : Preparation.PENDING;
        return new Settlement(
                settlement.claim(),
                delivery.toBuilder().preparation(preparation).build(),
                settlement.attempt(),
                settlement.doubted(),
                true);
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
        Attempt attempt = attempt(story, Optional.of(at), result, problem.detail());
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), false);
    }

    private Settlement failed(Story story, Problem problem, Instant at, Attempt.Result result) {
        Delivery after = failed(ended(story), story.delivery(), problem)
                .state(publishing(story).become(FAILED))
                .build();
        Attempt attempt = attempt(story, Optional.of(at), result, problem.detail());
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), true);
    }

    /** Failed before it could ever be sent. */
    static Delivery unsendable(Delivery before, Problem problem) {
        DeliveryState armed = before.state() == ARMED ? ARMED : before.state().become(ARMED);
        return failed(before.toBuilder(), before, problem)
                .state(armed.become(PUBLISHING).become(FAILED))
                .retryAt(Optional.empty())
                .build();
    }

    /** What was prepared for a delivery that failed is not trusted again. */
    static DeliveryBuilder failed(DeliveryBuilder builder, Delivery before, Problem problem) {
        return builder.problem(Optional.of(problem))
                .wakeAt(Optional.empty())
                .preparation(before.preparation() == Preparation.NONE ? Preparation.NONE : Preparation.PENDING);
    }

    private Settlement reconnect(Story story, String reason, Instant at) {
        Delivery after = ended(story)
                .state(publishing(story).become(WAITING))
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .problem(Optional.of(Problems.of(Problems.RECONNECT, reason)))
                .build();
        Attempt attempt = attempt(story, Optional.of(at), Result.REAUTHORISATION_NEEDED, reason);
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.empty(), false);
    }

    /** It may or may not have been published: the network is asked at once. */
    Settlement inDoubt(Story story, Optional<Instant> answeredAt, String reason, Instant now) {
        Delivery after = ended(story)
                .state(story.delivery().state().become(IN_DOUBT))
                .wakeAt(Optional.of(now))
                .problem(Optional.of(Problems.of(Problems.IN_DOUBT, reason)))
                .build();
        Attempt attempt = attempt(story, answeredAt, Result.INDETERMINATE, reason);
        Claim.Doubted doubted = new Claim.Doubted(story.id(), story.startedAt(), 0);
        return new Settlement(story.id(), after, Optional.of(attempt), Optional.of(doubted), false);
    }

    /** Armed, but surely not sent: it goes back to where it was. */
    Settlement notSent(Story story, Instant wakeAt, String reason) {
        Attempt attempt = attempt(story, Optional.empty(), Result.NOT_SENT, reason);
        return new Settlement(story.id(), disarmed(story, wakeAt), Optional.of(attempt), Optional.empty(), false);
    }

    /** Disarmed, because its network takes it later. That is no attempt: nothing was sent, and nothing went wrong. */
    Settlement waits(Story story, Budgets.Wait wait) {
        Delivery after = story.delivery().toBuilder()
                .state(publishing(story).become(RETRYING))
                .retryAt(Optional.of(wait.until()))
                .wakeAt(Optional.of(wait.until()))
                .problem(Optional.of(Problems.rateLimited(wait)))
                .build();
        return new Settlement(story.id(), after, Optional.empty(), Optional.empty(), false);
    }

    /** Given back before there was anything to tell. */
    Settlement givenBack(Story story, Instant wakeAt) {
        return new Settlement(story.id(), disarmed(story, wakeAt), Optional.empty(), Optional.empty(), false);
    }

    private static Delivery disarmed(Story story, Instant wakeAt) {
        return story.delivery().toBuilder()
                .state(story.delivery().state().become(SCHEDULED))
                .wakeAt(Optional.of(wakeAt))
                .build();
    }

    /** Disarmed, because nothing can be sent until somebody supplies what is missing. */
    Settlement waiting(Story story, WaitReason reason, Problem problem) {
        Delivery after = story.delivery().toBuilder()
                .state(story.delivery().state().become(SCHEDULED).become(WAITING))
                .waitReason(Optional.of(reason))
                .problem(Optional.of(problem))
                .wakeAt(Optional.empty())
                .build();
        return new Settlement(story.id(), after, Optional.empty(), Optional.empty(), false);
    }

    /** Yet to be prepared, and put off until its account is connected again. */
    static Delivery reconnect(Delivery before, Problem problem) {
        return before.toBuilder()
                .preparation(Preparation.PENDING)
                .state(before.state().become(WAITING))
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .problem(Optional.of(problem))
                .retryAt(Optional.empty())
                .wakeAt(Optional.empty())
                .build();
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

    Attempt attempt(Story story, Optional<Instant> answeredAt, Attempt.Result result, String detail) {
        return new Attempt(
                story.id(),
                story.delivery().id(),
                Attempt.Kind.PUBLISH,
                story.delivery().attempts() + 1,
                node,
                story.armedAt(),
                story.sentAt(),
                answeredAt,
                result,
                Problems.shorten(detail));
    }
}
