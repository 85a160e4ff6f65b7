package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.Settlement;
import io.carillon.scheduler.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes care of armed deliveries whose claimant is gone. Used by the dispatcher alone. */
final class Orphans {

    private static final int AT_ONCE = 500;

    private final Kit kit;
    private final Salvage salvage;
    private boolean recovered;
    private boolean mayBeLost;

    Orphans(Kit kit) {
        this.kit = kit;
        salvage = new Salvage(orphan -> withSteps(judge(orphan)), this::unknown, this::store);
    }

    /**
     * Settles what former runs of this node left armed, before anything new is claimed. What they noted is thrown away
     * only after all of it is stored. One that the store does not take is left to the next call.
     *
     * @throws RuntimeException if the store is in trouble; to be called again then
     */
    void recover() {
        if (recovered) {
            return;
        }
        for (List<Orphan> left = left(); !left.isEmpty(); left = left()) {
            if (salvage.settle(left).isEmpty()) {
                if (salvage.leavesSomeOut()) {
                    return;
                }
                throw new IllegalStateException(
                        "The store names " + left.size() + " orphans, but lets none of them be settled");
            }
        }
        kit.parts().journal().forgetFormerRuns();
        recovered = true;
    }

    private List<Orphan> left() {
        return kit.parts().store().orphansOf(claimant(), kit.time().now(), AT_ONCE);
    }

    /** Claims may have been made by a call to the store whose answer was lost. */
    void claimsMayBeLost() {
        mayBeLost = true;
    }

    /**
     * Gives back what this run has armed without knowing. It would else lie there until its claim has ended.
     *
     * @throws RuntimeException if the store is in trouble; to be called again then
     */
    void giveBackLost() {
        if (!mayBeLost) {
            return;
        }
        for (List<Orphan> lost = lost();
                !lost.isEmpty() && !salvage.settle(lost).isEmpty(); ) {
            lost = lost();
        }
        mayBeLost = false;
    }

    private List<Orphan> lost() {
        return kit.parts().store().armedBy(claimant(), Integer.MAX_VALUE).stream()
                .filter(orphan -> !kit.holdings().holds(orphan.attempt()))
                .limit(AT_ONCE)
                .toList();
    }

    /**
     * Settles what has outlived its claim, whoever made it.
     *
     * @return whether there was anything
     */
    boolean sweep() {
        List<Orphan> ended = kit.parts().store().expired(kit.time().now(), AT_ONCE);
        List<Orphan> left = ended.stream()
                .filter(orphan -> !kit.holdings().holds(orphan.attempt()))
                .toList();
        // What this run holds settles itself, unless the thread that was to send it never came.
        ended.forEach(orphan -> kit.holdings().withdraw(orphan.attempt()));
        return !left.isEmpty() && !salvage.settle(left).isEmpty();
    }

    /** What keeps some from being settled; empty if nothing does. */
    String problem() {
        return salvage.problem();
    }

    private Set<AttemptId> store(List<Settlement> settlements) {
        Set<AttemptId> settled = kit.parts().store().settle(settlements);
        kit.parts()
                .observer()
                .settled(settlements.stream()
                        .filter(settlement -> settled.contains(settlement.claim()))
                        .toList());
        return settled;
    }

    private Settlement withSteps(Settlement settlement) {
        Delivery delivery = settlement.delivery();
        return kit.withSteps(settlement, () -> kit.parts()
                .posts()
                .find(delivery.workspace(), delivery.post())
                .map(PostWithDeliveries::post));
    }

    private Settlement judge(Orphan orphan) {
        Instant now = kit.time().now();
        Story story = Story.of(orphan);
        Journal.Trace trace = trace(orphan);
        return switch (trace.knowledge()) {
            case NOT_SENT -> kit.disarming().notSent(story, notBefore(orphan, now), whyNotSent(orphan));
            case SENT ->
                kit.verdicts()
                        .inDoubt(
                                trace.sentAt().map(story::sent).orElse(story),
                                Optional.empty(),
                                "The server stopped after it was sent and before there was an answer.",
                                now);
            case ANSWERED -> answered(story, trace, now);
            case NONE ->
                kit.verdicts()
                        .inDoubt(
                                story,
                                Optional.empty(),
                                "The server that was about to send it is gone, and so is its note of whether it did.",
                                now);
        };
    }

    /** That is always true, and nothing of it is anybody else's words. */
    private Settlement unknown(Orphan orphan) {
        String why = "The server stopped while it was being sent, and what came of it could not be stored.";
        Instant now = kit.time().now();
        return kit.verdicts().inDoubt(Story.of(orphan), Optional.empty(), why, now);
    }

    private String whyNotSent(Orphan orphan) {
        return orphan.claimant().equals(claimant())
                ? "The database's answer was lost when it was armed."
                : "The server stopped before it was sent.";
    }

    /** A network may have asked to wait; that was not farther ahead of the claim than claims are made. */
    private Instant notBefore(Orphan orphan, Instant now) {
        return orphan.delivery().attempts() == 0
                ? now
                : Time.later(now, orphan.armedAt().plus(kit.parts().settings().lookAhead()));
    }

    private Settlement answered(Story story, Journal.Trace trace, Instant now) {
        Story sent = trace.sentAt().map(story::sent).orElse(story);
        return trace.outcome()
                .map(outcome -> kit.verdicts()
                        .answered(sent, outcome, trace.answeredAt().orElse(now)))
                .orElseGet(() -> kit.verdicts()
                        .inDoubt(sent, trace.answeredAt(), "The server stopped before it stored the answer.", now));
    }

    private Journal.Trace trace(Orphan orphan) {
        Claimant who = orphan.claimant();
        if (who.equals(claimant())) {
            // Claimed by this run, whose claim's commit seemed to have failed: nobody ever worked on it.
            return Journal.Trace.NOT_SENT;
        }
        return who.node().equals(claimant().node())
                ? kit.parts().journal().trace(who.boot(), orphan.attempt())
                : Journal.Trace.NOTHING_KNOWN;
    }

    private Claimant claimant() {
        return kit.parts().claimant();
    }
}
