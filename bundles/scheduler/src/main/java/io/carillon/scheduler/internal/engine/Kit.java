package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.core.step.StepPlan;
import java.util.Optional;
import java.util.function.Supplier;

/** What the engine's workers share. */
record Kit(
        Parts parts,
        Holdings holdings,
        ResultWriter writer,
        Verdicts verdicts,
        DoubtVerdicts doubts,
        LateAnswers late,
        Memory memory,
        StepPlan plan,
        Runnable nudge) {

    Time time() {
        return parts.time();
    }

    /** Whoever makes the calls for a claim; empty if nobody is there. */
    Optional<Publishers.Use<Publisher>> use(PublisherProfile profile, Claim claim) {
        return Following.use(parts.publishers(), profile, claim);
    }

    /** Where a post was published, adds the steps that follow it. */
    Settlement withSteps(Settlement settlement, Supplier<Optional<StoredPost>> post) {
        Delivery delivery = settlement.delivery();
        if (delivery.state() != DeliveryState.PUBLISHED || delivery.step().isPresent()) {
            return settlement;
        }
        return post.get()
                .map(found -> settlement.withSteps(plan.of(delivery, found.post(), time().now())))
                .orElse(settlement);
    }

    /** Where the network no longer took the account's grant, tells its owner. To be called before the delivery waits. */
    void tellOwner(Settlement settlement, Account account) {
        settlement
                .attempt()
                .filter(attempt -> attempt.result() == Attempt.Result.REAUTHORISATION_NEEDED)
                .ifPresent(attempt -> writer.reconnect(account, attempt.detail()));
    }
}
