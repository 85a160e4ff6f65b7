package io.carillon.api.service;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import java.util.List;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Queues of accounts: weekly slots, and what goes out in them. What is queued takes the free slots in its order, around
 * what has a chosen slot. What is about to be published keeps its slot, whatever else happens. A change that lost a race
 * is made again on what is there now. Putting a post into queues is {@link Posts#enqueue}.
 */
@ProviderType
public interface Queues {

    /** The most slots that a week can have. */
    int MAX_SLOTS = 500;

    /**
     * The queue of an account; without slots, if nobody ever set any.
     *
     * @throws NotFoundException if there is no such account
     */
    AccountQueue get(WorkspaceId workspace, AccountId account);

    /**
     * Sets the slots of an account, and whether its queue is paused. What is queued keeps its order and is laid out anew;
     * chosen slots are kept. While the queue is paused nothing of it goes out; when it is resumed, what is queued takes
     * the next free slots from then on.
     *
     * @param expectedRevision of the queue; refused with {@link io.carillon.api.store.StaleException} if it has moved on
     * @throws InvalidException if a slot is named twice, or there are more than {@link #MAX_SLOTS}
     * @throws ConflictException if something is queued and there would be no slots for it, or too few for ten years
     */
    AccountQueue set(
            WorkspaceId workspace, AccountId account, OptionalLong expectedRevision, List<Slot> slots, boolean paused);

    /**
     * The slots that are given out next, the earliest first; of a paused queue, as if it were resumed now.
     *
     * @param count 1 to 100
     * @return fewer if there are no slots
     */
    List<Schedule> next(WorkspaceId workspace, AccountId account, int count);

    /** What is queued, in order. */
    Page<Delivery> list(WorkspaceId workspace, AccountId account, PageRequest page);

    /**
     * Moves what is queued to another place of its queue.
     *
     * @param expectedVersion of the queue; refused with {@link io.carillon.api.store.StaleException} if it has moved on
     * @return the delivery with its new due time
     * @throws ConflictException if it is not queued, or about to be published, or the place cannot be had
     */
    Delivery move(
            WorkspaceId workspace,
            AccountId account,
            DeliveryId delivery,
            OptionalLong expectedVersion,
            QueueTarget target);

    /** Lays out what is queued in the account's zone, if that has changed. */
    void follow(WorkspaceId workspace, AccountId account);
}
