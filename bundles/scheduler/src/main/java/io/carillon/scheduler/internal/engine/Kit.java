package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PrepareOutcome;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.Throttled;
import io.carillon.api.publisher.Unavailable;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Settlement;
import io.carillon.core.step.StepPlan;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What the engine's workers share. */
record Kit(
        Parts parts,
        Holdings holdings,
        ResultWriter writer,
        Verdicts verdicts,
        Disarming disarming,
        DoubtVerdicts doubts,
        RepeatVerdicts repeats,
        LateVerdicts hindsights,
        LateAnswers late,
        Memory memory,
        Owners owners,
        Rivals rivals,
        Budgets budgets,
        StepPlan plan,
        Runnable nudge) {

    private static final String GRANT_REFUSED = "The network refused the account's grant before its time: ";

    /** Over so long a time are those woken that waited for a network to come back. */
    private static final Duration SPREAD = Duration.ofSeconds(10);

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

    /**
     * What becomes of an answer once a grant that was refused before its time has been renewed: another try, instead of
     * waiting for the account's owner.
     */
    PublishOutcome renewed(PublishOutcome outcome, Account account) {
        return outcome instanceof ReauthorisationNeeded needed && isWorthAnotherTry(account)
                ? new Unavailable(GRANT_REFUSED + needed.reason())
                : outcome;
    }

    PrepareOutcome renewed(PrepareOutcome outcome, Account account) {
        return outcome instanceof ReauthorisationNeeded needed && isWorthAnotherTry(account)
                ? new Unavailable(GRANT_REFUSED + needed.reason())
                : outcome;
    }

    private boolean isWorthAnotherTry(Account account) {
        try {
            return parts.accounts().renewRefused(account);
        } catch (RuntimeException | Error e) {
            // Nobody knows whether the grant has ended for good: its owner is not to be asked for a database that is
            // away.
            return true;
        }
    }

    /** What an answer means for others than the delivery that it is about. To be called before that is settled. */
    void heard(Object answer, Claim claim, Account account) {
        Outage outage = holdings.network(claim.delivery().platform()).outage();
        if (answer instanceof Unavailable) {
            outage.failed(claim.delivery().account());
        } else if (answer instanceof Published
                && outage.ends(claim.delivery().account(), time().timer().nanoTime())) {
            // Being ready says nothing: a text is prepared without asking anybody.
            Duration jitter = Duration.ofMillis(1 + parts.random().nextLong(SPREAD.toMillis() / 4));
            writer.hasten(claim.delivery().platform(), time().now().plus(jitter), SPREAD);
        }
        if (answer instanceof Throttled throttled) {
            budgets.throttled(throttled, claim.delivery(), account, claim.kind());
        } else if (answer instanceof ReauthorisationNeeded needed) {
            writer.reconnect(account, Problems.shorten(needed.reason()));
        }
    }
}
