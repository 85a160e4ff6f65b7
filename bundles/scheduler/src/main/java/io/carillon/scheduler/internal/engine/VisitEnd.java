package io.carillon.scheduler.internal.engine;

import static io.carillon.api.model.DeliveryState.FAILED;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.publisher.Continue;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.Ready;
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

/**
 * What becomes of a delivery after a visit to prepare it, and has that stored.
 *
 * @param at when the visit ended
 */
record VisitEnd(Kit kit, Claim claim, Instant at) implements PrepareOutcome.Cases<Void> {

    /** When it is to go out: what was prepared must be good until then. */
    static Instant instant(Claim claim) {
        return claim.delivery().retryAt().orElse(claim.delivery().due());
    }

    @Override
    public Void ready(Ready ready) {
        kit.memory().startCountingAnew(claim.delivery().id());
        Instant use = Time.later(at, instant(claim));
        // What expires before it can be used is prepared again then.
        Instant wakeAt = ready.expiresAt()
                .filter(end -> !end.isAfter(use))
                .map(end -> Time.later(end, at.plus(retry().base())))
                .orElse(use);
        kit.writer().finishPreparing(claim.id(), ready.value(), true, ready.expiresAt(), wakeAt);
        return null;
    }

    @Override
    public Void goOn(Continue goOn) {
        kit.memory().startCountingAnew(claim.delivery().id());
        Instant wakeAt = Time.later(goOn.askAgainAt(), at);
        kit.writer().finishPreparing(claim.id(), goOn.value(), false, Optional.empty(), wakeAt);
        return null;
    }

    @Override
    public Void throttled(Throttled throttled) {
        return again(Optional.of(throttled.retryAt()), Problems.of(Problems.THROTTLED, throttled.reason()));
    }

    @Override
    public Void unavailable(Unavailable unavailable) {
        return again(Optional.empty(), Problems.of(Problems.UNAVAILABLE, unavailable.reason()));
    }

    @Override
    public Void rejected(Rejected rejected) {
        return failed(rejected.problem());
    }

    @Override
    public Void reauthorisationNeeded(ReauthorisationNeeded needed) {
        Problem problem = Problems.of(Problems.RECONNECT, needed.reason());
        return settle(Fate.reconnect(claim.delivery(), problem));
    }

    private Void again(Optional<Instant> askedFor, Problem problem) {
        int failures = kit.memory().failed(claim.delivery().id());
        Instant wakeAt = askedFor.filter(at::isBefore)
                .orElseGet(() -> at.plus(retry().delay(failures, kit.parts().random())));
        if (retry().givesUp(failures, Duration.between(instant(claim), wakeAt))) {
            kit.memory().startCountingAnew(claim.delivery().id());
            return failed(Problems.gaveUp(failures, problem));
        }
        return settle(goingOn(wakeAt)
                .preparation(Preparation.PENDING)
                .problem(Optional.of(problem))
                .build());
    }

    private Void failed(Problem problem) {
        return settle(Fate.unsendable(claim.delivery(), Problems.of(problem.code(), problem.detail())));
    }

    /** It was not prepared, and nothing was found out about it: another visit may begin from then on. */
    void givenBack(Duration delay) {
        Instant wakeAt = Time.later(claim.wake(), at.plus(delay));
        settle(goingOn(wakeAt).build());
    }

    /** A visit that had begun in time is over, and what comes of the post is not late before the next one. */
    private DeliveryBuilder goingOn(Instant wakeAt) {
        return claim.delivery().toBuilder().wakeAt(Optional.of(wakeAt)).lateFrom(Optional.of(wakeAt));
    }

    private Void settle(Delivery after) {
        boolean useless = after.state() == FAILED;
        kit.writer()
                .settle(
                        new Settlement(claim.id(), after, Optional.empty(), Optional.empty(), useless),
                        Optional.empty());
        return null;
    }

    private RetryPolicy retry() {
        return kit.parts().settings().retry();
    }
}
