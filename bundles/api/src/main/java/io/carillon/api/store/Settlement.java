package io.carillon.api.store;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a claim: the delivery as it is to be, and what is added to its story. Ends the claim.
 *
 * @param claim under which it was found out; where another claim holds the delivery by now, nothing is changed
 * @param delivery as it is to be; its {@code wakeAt} says when the engine has to touch it next
 * @param attempt added to the delivery's story
 * @param doubted with the state IN_DOUBT, the attempt that is in doubt and how often the network was asked
 * @param forgetPrepared whether the prepared value is of no use any more
 * @param steps that follow what was published, yet to be taken: stored in the same transaction
 */
public record Settlement(
        AttemptId claim,
        Delivery delivery,
        Optional<Attempt> attempt,
        Optional<Claim.Doubted> doubted,
        boolean forgetPrepared,
        List<Delivery> steps) {

    public Settlement {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(doubted, "doubted");
        steps = List.copyOf(steps);
    }

    /** Without steps that follow. */
    public Settlement(
            AttemptId claim,
            Delivery delivery,
            Optional<Attempt> attempt,
            Optional<Claim.Doubted> doubted,
            boolean forgetPrepared) {
        this(claim, delivery, attempt, doubted, forgetPrepared, List.of());
    }

    /** Whether what was prepared is of no use after it, and left behind where it was prepared. */
    public boolean discards() {
        return delivery.state() == DeliveryState.CANCELLED && delivery.step().isEmpty();
    }

    public Settlement withSteps(List<Delivery> others) {
        return new Settlement(claim, delivery, attempt, doubted, forgetPrepared, others);
    }
}
