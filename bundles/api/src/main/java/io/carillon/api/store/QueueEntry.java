package io.carillon.api.store;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.WaitReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What a queue knows of a delivery in it: all that it takes to lay it out, so that thousands can be.
 *
 * @param state SCHEDULED or WAITING
 * @param wakeAt as in {@link io.carillon.api.model.Delivery#wakeAt}
 * @param uploadBytes as in {@link io.carillon.api.model.Delivery#uploadBytes}
 */
public record QueueEntry(
        DeliveryId id,
        Instant due,
        QueuePlace place,
        long revision,
        DeliveryState state,
        Optional<WaitReason> waitReason,
        Preparation preparation,
        Optional<Instant> wakeAt,
        long uploadBytes) {

    /** The order of a queue. */
    public static final Comparator<QueueEntry> BY_DUE =
            Comparator.comparing(QueueEntry::due).thenComparing(QueueEntry::id);

    public QueueEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(waitReason, "waitReason");
        Objects.requireNonNull(preparation, "preparation");
        Objects.requireNonNull(wakeAt, "wakeAt");
    }
}
