package io.carillon.api.store;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Posts with their deliveries, as people see and change them. */
@ProviderType
public interface PostStore {

    /**
     * Adds a post.
     *
     * @throws InUseException if its id is taken
     */
    void add(StoredPost post, List<Delivery> deliveries);

    /**
     * Finds a post; its accounts come without their grants. One that recurs comes with the deliveries that are due from
     * {@link io.carillon.api.model.Horizon#shownFrom} on; {@link #listDeliveries} has all of them.
     */
    Optional<PostWithDeliveries> find(WorkspaceId workspace, PostId id);

    /** The newest first. */
    Page<PostWithDeliveries> list(PostQuery query, PageRequest page);

    /**
     * Changes a post with its deliveries. A delivery is changed only if its state, revision, due time, attempts, and
     * from when on it is tried again or late are still as they were read and no publish claim is on it; a claim for preparing or for asking about a doubt is ended, so that the
     * work under it can no longer be stored. Only that what is in doubt was not published is refused as long as a claim for
     * asking about it is there: under that claim the same may just be sent again. What was prepared is put on the list of
     * {@link DispatchStore#takeDiscards} for each delivery that goes, whose revision grows, or that is called off.
     * A change may be one of a step, and steps may be added to a delivery that is published by it: what becomes of
     * a step wakes or blocks those that wait for it, as {@link DispatchStore#settle} does.
     *
     * @throws BeingAskedException if a delivery in doubt is to have failed, and is claimed for asking about it
     * @throws StaleException if the post's revision or horizon, any delivery or a queue has moved on; nothing is changed then
     * @throws InUseException if an id, or a delivery's place (its post, account and occurrence), is taken
     */
    void change(PostChange change);

    /**
     * Removes a post that was never attempted. A claim for preparing ends with it, and what was prepared is put on the
     * list of {@link DispatchStore#takeDiscards}.
     *
     * @throws StaleException if its revision has moved on, or a delivery of it is claimed for publishing or was attempted
     */
    default void remove(WorkspaceId workspace, PostId id, long expectedRevision) {
        remove(workspace, id, expectedRevision, List.of());
    }

    /**
     * Removes a post that was never attempted, and changes the queues that it was in.
     *
     * @throws StaleException as without queues, or if a queue has moved on; nothing is changed then
     */
    void remove(WorkspaceId workspace, PostId id, long expectedRevision, List<QueueChange> queues);

    /** Finds a delivery or a step. */
    Optional<Delivery> findDelivery(WorkspaceId workspace, DeliveryId id);

    /** The latest due first. */
    Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest page);

    /** The steps that follow deliveries, in their order; a delivery without any has no entry. */
    Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> deliveries);

    /** Every attempt at a delivery, in the order in which they were made. */
    List<Attempt> attempts(DeliveryId delivery);
}
