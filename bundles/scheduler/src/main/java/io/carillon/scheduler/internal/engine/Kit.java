package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Throttled;
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
        Budgets budgets,
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

    /** What an answer means for others than the delivery that it is about. To be called before that is settled. */
    void heard(Object answer, Claim claim, Account account) {
        if (answer instanceof Throttled throttled) {
            budgets.throttled(throttled, claim.delivery(), account, claim.kind());
        } else if (answer instanceof ReauthorisationNeeded needed) {
            writer.reconnect(account, Problems.shorten(needed.reason()));
        }
    }
}
