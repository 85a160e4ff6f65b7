package io.carillon.api.service;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a person does with posts. Wherever a revision can be expected, the change is refused with
 * {@link io.carillon.api.store.StaleException} if the post has moved on; without one, a change that lost a race is made
 * again on what is there now.
 */
@ProviderType
public interface Posts {

    /**
     * Stores a post: as a draft without a schedule, else to be published then.
     *
     * @throws InvalidException if it breaks a rule of Carillon or, when it has a schedule, of a network it is for
     */
    PostWithDeliveries create(WorkspaceId workspace, Post post);

    /** @throws NotFoundException if there is no such post */
    PostWithDeliveries get(WorkspaceId workspace, PostId id);

    Page<PostWithDeliveries> list(PostQuery query, PageRequest page);

    /**
     * Replaces a post. Deliveries that are yet to be sent carry the new revision; those that were published stay as they
     * are.
     *
     * @throws ConflictException with {@link ConflictException#PUBLISHING_NOW} if a delivery is being published
     * @throws InvalidException as for {@link #create}
     */
    default PostWithDeliveries edit(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post) {
        return edit(workspace, id, expectedRevision, post, Optional.empty());
    }

    /**
     * Like {@link #edit(WorkspaceId, PostId, OptionalLong, Post)}, for somebody who may approve posts: what was approved
     * stays so, as they have made it.
     *
     * @param approver who edits it, if they may approve posts, which is for the caller to know
     */
    PostWithDeliveries edit(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post, Optional<UserId> approver);

    /**
     * Schedules what is yet to be sent; otherwise like {@link #edit}. Where the workspace wants approval and the post has
     * none, it waits for that: a delivery is then WAITING however it came to be scheduled.
     */
    PostWithDeliveries schedule(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Schedule schedule);

    /**
     * Puts what is yet to be sent into the queue of each of its accounts; what is queued already moves. Otherwise like
     * {@link #edit}.
     *
     * @param target END, FRONT or SLOT
     * @throws ConflictException if an account has no slots, or the chosen one is taken; with {@code recurs} if the post
     *     comes back, since a queue gives it one time
     * @throws InvalidException if the post has no account, or the chosen slot is none of an account's
     */
    PostWithDeliveries enqueue(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, QueueTarget target);

    /** Publishes at once what is yet to be sent, held or failed; otherwise like {@link #edit}. */
    PostWithDeliveries publishNow(WorkspaceId workspace, PostId id, OptionalLong expectedRevision);

    /**
     * Approves the revision that is there: what waits for it is scheduled, and judged by the policy for missed posts where
     * its time has gone by meanwhile.
     *
     * @param by who may approve, which is for the caller to know
     * @throws io.carillon.api.store.StaleException if it is edited meanwhile: nobody approves what they have not seen
     */
    PostWithDeliveries approve(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by);

    /**
     * Makes what is yet to be sent a draft again, and keeps why.
     *
     * @throws ConflictException as for {@link #edit}
     * @throws InvalidException if the reason is empty or longer than {@link io.carillon.api.model.Review#MAX_REASON}
     */
    PostWithDeliveries reject(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by, String reason);

    /**
     * Cancels what is yet to be sent, the steps that follow what was published too; each says so by its own state.
     *
     * @param by who says so; it is told in the story of each
     * @throws ConflictException with {@link ConflictException#PUBLISHING_NOW} if something of it is being published
     */
    PostWithDeliveries cancel(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by);

    /**
     * Cancels one delivery with the steps that are yet to follow it, or one step.
     *
     * @param by who says so; it is told in the story of each
     * @throws ConflictException with {@link ConflictException#PUBLISHING_NOW} if something of it is being published, with
     *     {@code not-cancellable} if nothing of it is yet to be sent
     */
    Delivery cancel(WorkspaceId workspace, DeliveryId id, UserId by);

    /**
     * Removes a post of which nothing was ever attempted.
     *
     * @throws ConflictException if something was
     */
    void remove(WorkspaceId workspace, PostId id, OptionalLong expectedRevision);

    /** Everything that would keep a post from being published, and what its author should know. Nothing is stored. */
    Preflight preflight(WorkspaceId workspace, Post post);

    Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest page);

    /** @throws NotFoundException if there is no such delivery */
    Delivery delivery(WorkspaceId workspace, DeliveryId id);

    /** The steps that follow deliveries, in their order; a delivery without any has no entry. */
    Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> deliveries);

    List<Attempt> attempts(WorkspaceId workspace, DeliveryId id);

    /**
     * Tries a failed delivery or step again at once; of a delivery that was published, its failed steps. A step that was
     * cancelled is taken up again, if it is the one asked for: no time could be chosen for it.
     *
     * @param by who asks for it
     * @throws ConflictException if nothing of it has failed
     */
    Delivery retry(WorkspaceId workspace, DeliveryId id, UserId by);

    /**
     * Settles a doubt by a person's word. That it was not published is refused while the engine asks the network, since it
     * may be sending the same again.
     *
     * @param remoteId where it was published, if it was and that is known
     * @param by whose word it is
     * @throws ConflictException if it is not in doubt; with {@link ConflictException#BEING_ASKED} if its network is being
     *     asked at this moment
     */
    Delivery resolve(WorkspaceId workspace, DeliveryId id, boolean published, Optional<String> remoteId, UserId by);

    /** What preflight found. */
    record Preflight(List<Violation> problems, List<Count> counts) {

        public Preflight {
            problems = List.copyOf(problems);
            counts = List.copyOf(counts);
        }
    }

    /** How long the text is for one account, in its network's way of counting. */
    record Count(AccountId account, int used, int limit) {}
}
