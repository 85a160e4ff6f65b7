package io.carillon.api.store;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import java.time.Instant;
import java.util.Objects;

/**
 * An armed delivery whose claimant is gone.
 *
 * @param attempt the id of the claim that was left behind; settling it under this id takes the delivery over
 * @param claimant who left it
 * @param armedAt when it was armed
 */
public record Orphan(AttemptId attempt, Claimant claimant, Delivery delivery, Instant armedAt) {

    public Orphan {
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(claimant, "claimant");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(armedAt, "armedAt");
    }
}
