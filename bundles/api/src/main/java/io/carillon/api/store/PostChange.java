package io.carillon.api.store;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.StoredPost;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A change to a post and its deliveries, made as a whole or not at all.
 *
 * @param post the post as it is to be, with the revision that it is to have
 * @param expectedRevision the revision that was read
 * @param added deliveries that are new
 * @param changed deliveries as they are to be, beside how they were read
 * @param removed deliveries that were never attempted and go
 * @param expectedHorizon the horizon that was read
 * @param created further posts that come with it, such as one that is taken out of a series
 * @param queues what becomes thereby of the queues that deliveries join or leave
 * @param told what the stories of the changed deliveries are to say of it
 */
public record PostChange(
        StoredPost post,
        long expectedRevision,
        List<Delivery> added,
        List<DeliveryChange> changed,
        List<DeliveryId> removed,
        Optional<Horizon> expectedHorizon,
        List<PostWithDeliveries> created,
        List<QueueChange> queues,
        List<Attempt> told) {

    public PostChange {
        Objects.requireNonNull(post, "post");
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
        Objects.requireNonNull(expectedHorizon, "expectedHorizon");
        created = List.copyOf(created);
        queues = List.copyOf(queues);
        told = List.copyOf(told);
    }

    /** One that leaves all queues as they are. */
    public PostChange(
            StoredPost post,
            long expectedRevision,
            List<Delivery> added,
            List<DeliveryChange> changed,
            List<DeliveryId> removed,
            Optional<Horizon> expectedHorizon,
            List<PostWithDeliveries> created) {
        this(post, expectedRevision, added, changed, removed, expectedHorizon, created, List.of(), List.of());
    }

    /** One that leaves the horizon as it was read, and all queues as they are. */
    public PostChange(
            StoredPost post,
            long expectedRevision,
            List<Delivery> added,
            List<DeliveryChange> changed,
            List<DeliveryId> removed) {
        this(post, expectedRevision, added, changed, removed, post.horizon(), List.of());
    }

    /** The same change, which makes further posts. */
    public PostChange creating(List<PostWithDeliveries> more) {
        return new PostChange(post, expectedRevision, added, changed, removed, expectedHorizon, more, queues, told);
    }

    /** The same change, with what becomes of queues. */
    public PostChange withQueues(List<QueueChange> others) {
        return new PostChange(post, expectedRevision, added, changed, removed, expectedHorizon, created, others, told);
    }

    /** The same change, told in the stories of the deliveries that it changes. */
    public PostChange telling(List<Attempt> story) {
        return new PostChange(post, expectedRevision, added, changed, removed, expectedHorizon, created, queues, story);
    }

    /** How a delivery was read and how it is to be. */
    public record DeliveryChange(Delivery before, Delivery after) {

        public DeliveryChange {
            if (!before.id().equals(after.id())) {
                throw new IllegalArgumentException("A delivery keeps its id");
            }
        }

        /** Whether it says that what is in doubt was not published. */
        public boolean deniesPublication() {
            return before.state() == DeliveryState.IN_DOUBT && after.state() == DeliveryState.FAILED;
        }

        /** Whether what was prepared is of no use after it: it was for another revision, or nothing is to be sent. */
        public boolean discards() {
            return after.revision() > before.revision()
                    || after.state() == DeliveryState.DRAFT
                    || after.state() == DeliveryState.CANCELLED;
        }
    }
}
