package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.MediaCopies;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Posts;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.MediaStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.QueueDesk;
import io.carillon.core.internal.queue.WakePlan;
import io.carillon.core.step.StepPlan;
import io.carillon.core.text.MessageFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with posts, by the lifecycle of deliveries: each kind of it has a class of its own. */
@Component(service = Posts.class)
public final class PostService implements Posts {

    private final PostStore posts;
    private final Gate gate;
    private final QueuedShelf queued;
    private final PostEdits edits;
    private final PostReviews reviews;
    private final DeliveryDecisions decisions;
    private final Clock clock;
    private final Shelf shelf;

    @Activate
    public PostService(
            @Reference PostStore posts,
            @Reference DispatchStore dispatch,
            @Reference WorkspaceStore workspaces,
            @Reference AccountStore accounts,
            @Reference MediaStore media,
            @Reference Publishers publishers,
            @Reference Attachments attachments,
            @Reference MediaCopies copies,
            @Reference QueueDesk queues,
            @Reference TimeAndChance real,
            @Reference EngineNudge nudge) {
        this(
                new Stores(posts, dispatch, workspaces, accounts, media),
                publishers,
                attachments,
                copies,
                queues,
                real.ids(),
                real.clock(),
                nudge);
    }

    /** @param nudge tells the engine that something may be due earlier than it knows */
    public PostService(
            Stores stores,
            Publishers publishers,
            Attachments attachments,
            MediaCopies copies,
            QueueDesk queues,
            Ids ids,
            Clock clock,
            Runnable nudge) {
        this.posts = stores.posts();
        this.gate = new Gate(
                new References(stores.accounts(), stores.media()),
                new NetworkPreflight(
                        publishers, new MessageFactory(attachments), ConsentEnds.of(publishers, stores.accounts())));
        Approvals approvals = new Approvals(stores.workspaces());
        DeliveryMaker deliveries =
                new DeliveryMaker(new WakePlan(publishers), stores.media(), approvals, queues::isPaused, ids);
        this.clock = clock;
        this.shelf = new Shelf(stores.posts(), nudge);
        this.queued = new QueuedShelf(shelf, queues);
        this.edits =
                new PostEdits(gate, new AddressCopies(copies), stores.workspaces(), deliveries, queued, ids, clock);
        this.reviews = new PostReviews(deliveries, queued, ids, clock);
        this.decisions = new DeliveryDecisions(
                queued, approvals, deliveries, new StepPlan(publishers, ids::newIdempotencyKey), ids, clock);
    }

    @Override
    public PostWithDeliveries create(WorkspaceId workspace, Post post) {
        return edits.create(workspace, post);
    }

    @Override
    public PostWithDeliveries get(WorkspaceId workspace, PostId id) {
        return shelf.get(workspace, id);
    }

    @Override
    public Page<PostWithDeliveries> list(PostQuery query, PageRequest page) {
        return posts.list(query, page);
    }

    @Override
    public PostWithDeliveries edit(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post, Optional<UserId> approver) {
        return edits.edit(workspace, id, expectedRevision, post, approver);
    }

    @Override
    public PostWithDeliveries schedule(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Schedule schedule) {
        return edits.schedule(workspace, id, expectedRevision, schedule);
    }

    @Override
    public PostWithDeliveries enqueue(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, QueueTarget target) {
        return edits.enqueue(workspace, id, expectedRevision, target);
    }

    @Override
    public PostWithDeliveries publishNow(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        return edits.publishNow(workspace, id, expectedRevision);
    }

    @Override
    public PostWithDeliveries approve(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by) {
        return reviews.approve(workspace, id, expectedRevision, by);
    }

    @Override
    public PostWithDeliveries reject(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by, String reason) {
        return reviews.reject(workspace, id, expectedRevision, by, reason);
    }

    @Override
    public PostWithDeliveries cancel(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by) {
        return decisions.cancel(workspace, id, expectedRevision, by);
    }

    @Override
    public Delivery cancel(WorkspaceId workspace, DeliveryId id, UserId by) {
        return decisions.cancel(workspace, id, by);
    }

    @Override
    public void remove(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            Refusals.refusePublishing(view.deliveries());
            if (view.deliveries().stream().anyMatch(one -> one.attempts() > 0 || shelf.wasAttempted(one.id()))) {
                throw new ConflictException(
                        "attempted",
                        "This post was published or tried before, and its story is kept; cancel what is yet to be sent"
                                + " instead.");
            }
            return queued.changing(view, false, () -> {
                List<QueueChange> behind = queued.behind(view, now());
                Races.lost(() -> posts.remove(workspace, id, view.post().revision(), behind));
                return view;
            });
        });
    }

    @Override
    public Preflight preflight(WorkspaceId workspace, Post post) {
        return gate.preflight(workspace, post, now());
    }

    @Override
    public Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest page) {
        if (!query.states().contains(DeliveryState.PUBLISHING)) {
            return posts.listDeliveries(query, page);
        }
        // Outside, what is armed is being published.
        EnumSet<DeliveryState> states = EnumSet.copyOf(query.states());
        states.addAll(Refusals.BEING_PUBLISHED);
        return posts.listDeliveries(query.withStates(states), page);
    }

    @Override
    public Delivery delivery(WorkspaceId workspace, DeliveryId id) {
        return posts.findDelivery(workspace, id).orElseThrow(() -> new NotFoundException("delivery", id));
    }

    @Override
    public List<Attempt> attempts(WorkspaceId workspace, DeliveryId id) {
        return posts.attempts(delivery(workspace, id).id());
    }

    @Override
    public Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> all) {
        return posts.steps(all);
    }

    @Override
    public Delivery retry(WorkspaceId workspace, DeliveryId id, UserId by) {
        return decisions.retry(workspace, id, by);
    }

    @Override
    public Delivery resolve(
            WorkspaceId workspace, DeliveryId id, boolean published, Optional<String> remoteId, UserId by) {
        return decisions.resolve(workspace, id, published, remoteId, by);
    }

    private Instant now() {
        return Moments.now(clock);
    }
}
