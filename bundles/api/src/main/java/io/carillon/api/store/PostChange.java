package io.carillon.api.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.StoredPost;
import java.util.List;
import java.util.Objects;

/**
 * A change to a post and its deliveries, made as a whole or not at all.
 *
 * @param post the post as it is to be, with the revision that it is to have
 * @param expectedRevision the revision that was read
 * @param added deliveries that are new
 * @param changed deliveries as they are to be, beside how they were read
 * @param removed deliveries that were never attempted and go
 * @param queues what becomes thereby of the queues that deliveries join or leave
 */
public record PostChange(
        StoredPost post,
        long expectedRevision,
        List<Delivery> added,
        List<DeliveryChange> changed,
        List<DeliveryId> removed,
        List<QueueChange> queues) {

    public PostChange {
        Objects.requireNonNull(post, "post");
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        queues = List.copyOf(queues);
    }

    /** Of a post that joins or leaves no queue. */
    public PostChange(
            StoredPost post,
            long expectedRevision,
            List<Delivery> added,
            List<DeliveryChange> changed,
            List<DeliveryId> removed) {
        this(post, expectedRevision, added, changed, removed, List.of());
    }

    public PostChange withQueues(List<QueueChange> others) {
        return new PostChange(post, expectedRevision, added, changed, removed, others);
    }

    /** How a delivery was read and how it is to be. */
    public record DeliveryChange(Delivery before, Delivery after) {

        public DeliveryChange {
            if (!before.id().equals(after.id())) {
                throw new IllegalArgumentException("A delivery keeps its id");
            }
        }
    }
}
