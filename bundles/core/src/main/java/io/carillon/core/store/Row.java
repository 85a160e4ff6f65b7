package io.carillon.core.store;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A delivery with what only the engine knows of it. Its delivery and its claim change through {@link DeliveryTable}
 * alone, which keeps the indexes in step.
 */
final class Row {

    Delivery delivery;
    Optional<Held> held = Optional.empty();
    Optional<PreparedValue> prepared = Optional.empty();
    Optional<Instant> preparedExpiresAt = Optional.empty();
    Optional<Claim.Doubted> doubted = Optional.empty();
    final List<Attempt> story = new ArrayList<>();

    Row(Delivery delivery) {
        this.delivery = delivery;
    }

    boolean isHeldFor(ClaimKind kind) {
        return held.filter(h -> h.kind() == kind).isPresent();
    }

    boolean isInDoubtAbout(AttemptId attempt) {
        return delivery.state() == DeliveryState.IN_DOUBT
                && doubted.filter(doubt -> doubt.attempt().equals(attempt)).isPresent();
    }

    boolean isStep() {
        return delivery.step().isPresent();
    }

    boolean wasAttempted() {
        return delivery.attempts() > 0 || story.stream().anyMatch(Attempt::isTry);
    }

    /** Adds to the story; a visit to prepare that came to the same as an earlier one joins it. */
    void tell(Attempt attempt) {
        for (int i = 0; i < story.size(); i++) {
            if (attempt.continues(story.get(i))) {
                story.set(i, attempt.since(story.get(i)));
                return;
            }
        }
        story.add(attempt);
    }

    boolean isParked() {
        return delivery.state() == DeliveryState.WAITING
                || delivery.state() == DeliveryState.IN_DOUBT
                        && delivery.wakeAt().isEmpty();
    }

    void forgetPrepared() {
        prepared = Optional.empty();
        preparedExpiresAt = Optional.empty();
    }
}
