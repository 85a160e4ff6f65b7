package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.publisher.ReconcileOutcome.AskAgain;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.RetryPolicy;
import io.carillon.scheduler.internal.engine.DoubtVerdicts.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Gives claims back on which no work is begun: until when, and why. */
final class HandBack {

    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    /**
     * Claims that were made together.
     *
     * @param claimedAt the wall clock before they were asked for
     * @param begun the timer's reading then
     */
    record Batch(List<Claim> claims, Instant claimedAt, long begun) {

        Batch of(List<Claim> some) {
            return new Batch(some, claimedAt, begun);
        }
    }

    private final Kit kit;

    HandBack(Kit kit) {
        this.kit = kit;
    }

    void unloaded(Batch batch) {
        batch.claims().forEach(claim -> unloaded(claim, batch));
    }

    /** Nothing keeps it from being claimed again. */
    void unloaded(Claim claim, Batch batch) {
        giveBack(claim, batch.claimedAt(), Duration.ZERO, Optional.empty());
    }

    /** As with a network that cannot be reached, this may end by itself or not. */
    void notLoaded(Claim claim, Batch batch, Throwable thrown) {
        String why = "What it needs could not be loaded: " + thrown;
        Delivery delivery = claim.delivery();
        Instant now = kit.time().now();
        RetryPolicy retry = kit.parts().settings().retry();
        int failures = kit.memory().failed(delivery.id());
        if (claim.kind() == ClaimKind.RECONCILE) {
            askLater(claim, now, why);
        } else if (retry.givesUp(failures, Duration.between(delivery.due(), now))) {
            kit.memory().startCountingAnew(delivery.id());
            settle(claim, Fate.unsendable(delivery, Problems.of(Problems.GAVE_UP, why)));
        } else {
            Duration pause = retry.delay(failures, kit.parts().random());
            giveBack(claim, batch.claimedAt(), pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE, Optional.of(why));
        }
    }

    /** It was armed before it could be prepared, or is to be prepared now. */
    void toPrepare(Claim claim, Batch batch, Instant from) {
        Settlement back = kit.disarming()
                .givenBack(
                        Story.of(claim, batch.claimedAt()),
                        Time.later(from, kit.time().now()));
        Delivery pending =
                back.delivery().toBuilder().preparation(Preparation.PENDING).build();
        settle(claim, pending);
    }

    /** It was armed too early. */
    void until(Claim claim, Batch batch, Instant instant) {
        settle(claim, kit.disarming().givenBack(Story.of(claim, batch.claimedAt()), instant));
    }

    /** Its network takes it later. */
    void waits(Claim claim, Batch batch, Budgets.Wait wait) {
        switch (claim.kind()) {
            case PUBLISH -> settle(claim, kit.disarming().waits(Story.of(claim, batch.claimedAt()), wait));
            case PREPARE ->
                settle(
                        claim,
                        claim.delivery().toBuilder()
                                .wakeAt(Optional.of(wait.until()))
                                .lateFrom(Optional.of(wait.until()))
                                .problem(Optional.of(Problems.rateLimited(wait)))
                                .build());
            case RECONCILE -> unloaded(claim, batch);
        }
    }

    void accountWaits(Claim claim, Batch batch, String why) {
        Problem problem = Problems.of(Problems.RECONNECT, why);
        switch (claim.kind()) {
            case PUBLISH -> settle(claim, kit.disarming().accountWaits(Story.of(claim, batch.claimedAt()), problem));
            case PREPARE -> settle(claim, Fate.reconnect(claim.delivery(), problem));
            case RECONCILE -> askLater(claim, kit.time().now(), problem.detail());
        }
    }

    private void askLater(Claim claim, Instant now, String why) {
        Asked asked = new Asked(claim, Claims.doubted(claim), now);
        settle(claim, kit.doubts().askAgain(asked, new AskAgain(kit.doubts().nextAsk(asked, now), why), now));
    }

    private void giveBack(Claim claim, Instant armedAt, Duration delay, Optional<String> reason) {
        Instant soon = kit.time().now().plus(delay);
        Instant wakeAt = Time.later(claim.wake(), soon);
        switch (claim.kind()) {
            case PUBLISH -> {
                Story story = Story.of(claim, armedAt);
                Instant again = Time.later(Claims.instant(claim), soon);
                settle(
                        claim,
                        reason.map(why -> kit.disarming().notSent(story, again, why))
                                .orElseGet(() -> kit.disarming().givenBack(story, again)));
            }
            case PREPARE ->
                settle(
                        claim,
                        claim.delivery().toBuilder().wakeAt(Optional.of(wakeAt)).build());
            case RECONCILE ->
                settle(
                        claim,
                        kit.doubts()
                                .givenBack(
                                        new Asked(
                                                claim,
                                                Claims.doubted(claim),
                                                kit.time().now()),
                                        wakeAt));
        }
    }

    void settle(Claim claim, Delivery after) {
        settle(claim, new Settlement(claim.id(), after, Optional.empty(), Optional.empty(), false));
    }

    /** Of what was claimed to ask about a doubt, a call was made before. */
    private void settle(Claim claim, Settlement settlement) {
        if (claim.kind() == ClaimKind.PUBLISH) {
            kit.writer().unsent(settlement);
        } else {
            kit.writer().settle(settlement, Optional.empty());
        }
    }
}
