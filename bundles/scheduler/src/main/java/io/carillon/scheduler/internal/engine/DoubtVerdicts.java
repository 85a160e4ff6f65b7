package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.FAILED;
import static io.carillon.api.model.DeliveryState.PUBLISHED;
import static io.carillon.api.model.DeliveryState.RETRYING;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Attempt.Result;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What becomes of a delivery in doubt once somebody has said something about it. Safe for use by many threads. */
final class DoubtVerdicts {

    /** What is cut off here may still be at work at the network, which often knows a key only once it is done. */
    private static final Duration LET_FINISH = Duration.ofSeconds(5);

    private final RetryPolicy retry;
    private final RandomGenerator random;
    private final String node;

    DoubtVerdicts(RetryPolicy retry, RandomGenerator random, String node) {
        this.retry = retry;
        this.random = random;
        this.node = node;
    }

    /** The network was asked under a claim to reconcile. */
    record Asked(Claim claim, Claim.Doubted doubted, Instant askedAt) {

        Delivery delivery() {
            return claim.delivery();
        }
    }

    Settlement found(Asked asked, Publication publication, Instant at) {
        Delivery after = calm(asked)
                .state(asked.delivery().state().become(PUBLISHED))
                .publication(Optional.of(publication))
                .lateness(Optional.of(lateness(asked)))
                .build();
        Attempt attempt = look(asked, at, Result.PUBLISHED, "Found as " + publication.remoteId() + ".");
        return new Settlement(asked.claim().id(), after, Optional.of(attempt), Optional.empty(), true);
    }

    /** An attempt that was only known to be armed may look as if it had been early. */
    private static Duration lateness(Asked asked) {
        Duration lateness = Fate.lateness(asked.delivery(), asked.doubted().startedAt());
        return lateness.isNegative() ? Duration.ZERO : lateness;
    }

    Settlement absent(Asked asked, Instant at) {
        return surelyAbsent(
                asked,
                at,
                "An answer was lost; the post surely did not get through.",
                "The network surely does not have it.");
    }

    /** Surely not published: the first time it is sent again at once, then ever more slowly. */
    Settlement surelyAbsent(Asked asked, Instant at, String problem, String detail) {
        int attempts = asked.delivery().attempts();
        Instant retryAt = attempts <= 1 ? at : at.plus(retry.delay(attempts, random));
        Attempt attempt = look(asked, at, Result.ABSENT, detail);
        return sendAgain(asked, retryAt, Problems.of(Problems.UNAVAILABLE, problem), attempt);
    }

    Settlement sendAgain(Asked asked, Instant retryAt, Problem problem, Attempt attempt) {
        Delivery before = asked.delivery();
        if (retry.givesUp(before.attempts(), Duration.between(before.due(), retryAt))) {
            return failed(asked, Problems.gaveUp(before.attempts(), problem), attempt);
        }
        Delivery after = calm(asked)
                .state(before.state().become(RETRYING))
                .retryAt(Optional.of(retryAt))
                .wakeAt(Optional.of(retryAt))
                .problem(Optional.of(problem))
                .build();
        return new Settlement(asked.claim().id(), after, Optional.of(attempt), Optional.empty(), false);
    }

    Settlement failed(Asked asked, Problem problem, Attempt attempt) {
        Delivery after = Fate.failed(calm(asked), asked.delivery(), problem)
                .state(asked.delivery().state().become(FAILED))
                .build();
        return new Settlement(asked.claim().id(), after, Optional.of(attempt), Optional.empty(), true);
    }

    /** The network cannot say yet; after as long as an unreachable network would be tried, a person is asked. */
    Settlement askAgain(Asked asked, ReconcileOutcome.AskAgain answer, Instant at) {
        return stillInDoubt(asked, next(asked, answer.at(), at), answer.reason(), at);
    }

    /** When to go on about it, which is not put off beyond the day; empty if that is over: a person is asked. */
    Optional<Instant> next(Asked asked, Instant wanted, Instant at) {
        Instant end = asked.doubted().startedAt().plus(retry.giveUpAfter());
        Instant next = wanted.isAfter(at) ? wanted : nextAsk(asked, at);
        return end.isAfter(at) ? Optional.of(Time.earlier(next, end)) : Optional.empty();
    }

    Instant nextAsk(Asked asked, Instant at) {
        return at.plus(retry.delay(asked.doubted().asked() + 1, random));
    }

    /** As {@link #nextAsk}, where the same call was made again and nobody knows what came of that either. */
    Instant nextAskAfterCall(Asked asked, Instant at) {
        return Time.later(nextAsk(asked, at), at.plus(LET_FINISH));
    }

    /** The network will never say: held for a person, with the evidence. */
    Settlement held(Asked asked, String evidence, Instant at) {
        return stillInDoubt(asked, Optional.empty(), evidence, at);
    }

    Settlement stillInDoubt(Asked asked, Optional<Instant> wakeAt, String reason, Instant at) {
        Problem problem = wakeAt.isPresent() ? Problems.of(Problems.IN_DOUBT, reason) : Problems.inDoubtHeld(reason);
        Delivery after = asked.delivery().toBuilder()
                .wakeAt(wakeAt)
                .problem(Optional.of(problem))
                .build();
        Claim.Doubted doubted = new Claim.Doubted(
                asked.doubted().attempt(),
                asked.doubted().startedAt(),
                asked.doubted().asked() + 1);
        Attempt attempt = look(asked, at, Result.UNKNOWN, reason);
        return new Settlement(asked.claim().id(), after, Optional.of(attempt), Optional.of(doubted), false);
    }

    /** Given back unasked, to be woken again. */
    Settlement givenBack(Asked asked, Instant wakeAt) {
        Delivery after =
                asked.delivery().toBuilder().wakeAt(Optional.of(wakeAt)).build();
        return new Settlement(asked.claim().id(), after, Optional.empty(), Optional.of(asked.doubted()), false);
    }

    /** Surely not published, and what was prepared is of no use any more: it is prepared afresh, under the same key. */
    Settlement voided(Asked asked, String reason, Instant at) {
        Problem problem = Problems.of(Problems.PREPARE_AGAIN, reason);
        return Fate.unprepared(sendAgain(asked, at, problem, look(asked, at, Result.ABSENT, reason)));
    }

    static DeliveryBuilder calm(Asked asked) {
        return asked.delivery().toBuilder()
                .wakeAt(Optional.empty())
                .retryAt(Optional.empty())
                .problem(Optional.empty());
    }

    Attempt look(Asked asked, Instant at, Attempt.Result result, String detail) {
        int number = Math.max(1, asked.delivery().attempts());
        return attempt(asked, Attempt.Kind.RECONCILE, number, asked.askedAt(), at, result, detail);
    }

    Attempt call(Asked asked, Instant sentAt, Instant at, Attempt.Result result, String detail) {
        return attempt(asked, Attempt.Kind.PUBLISH, asked.delivery().attempts() + 1, sentAt, at, result, detail);
    }

    private Attempt attempt(
            Asked asked,
            Attempt.Kind kind,
            int number,
            Instant sentAt,
            Instant at,
            Attempt.Result result,
            String detail) {
        return new Attempt(
                asked.claim().id(),
                asked.delivery().id(),
                kind,
                number,
                node,
                asked.askedAt(),
                Optional.of(sentAt),
                Optional.of(at),
                result,
                Problems.shorten(detail));
    }
}
