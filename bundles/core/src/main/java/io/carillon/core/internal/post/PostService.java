package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Attachments;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
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
import io.carillon.api.store.PostChange;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with posts, by the lifecycle of deliveries. See {@link EditPlan} for what an edit does to them. */
@Component(service = Posts.class)
public final class PostService implements Posts {

    private final PostStore posts;
    private final WorkspaceStore workspaces;
    private final Gate gate;
    private final AddressCopies copies;
    private final Deliveries deliveries;
    private final QueueDesk queues;
    private final QueuedShelf queued;
    private final DeliveryDecisions decisions;
    private final Ids ids;
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
        this.workspaces = stores.workspaces();
        this.gate = new Gate(
                new References(stores.accounts(), stores.media()),
                new NetworkPreflight(publishers, new MessageFactory(attachments)));
        Approvals approvals = new Approvals(stores.workspaces());
        this.deliveries = new Deliveries(new WakePlan(publishers), approvals, queues::isPaused, ids);
        this.copies = new AddressCopies(copies);
        this.queues = queues;
        this.ids = ids;
        this.clock = clock;
        this.shelf = new Shelf(stores.posts(), nudge);
        this.queued = new QueuedShelf(shelf, queues);
        this.decisions = new DeliveryDecisions(
                queued, approvals, deliveries, new StepPlan(publishers, ids::newIdempotencyKey), ids, clock);
    }

    @Override
    public PostWithDeliveries create(WorkspaceId workspace, Post post) {
        requireEnqueued(post, false);
        return copies.saving(
                workspace,
                post,
                Set.of(),
                named -> gate.admit(workspace, named, true, now()),
                copied -> add(workspace, copied));
    }

    private PostWithDeliveries add(WorkspaceId workspace, Post post) {
        Instant now = now();
        Post admitted = gate.admit(workspace, post, true, now);
        StoredPost stored = new StoredPost(ids.newPostId(), workspace, 1, admitted, now, now);
        Timetable timetable = Timetable.of(stored, true, now);
        posts.add(timetable.post(), deliveries.create(timetable, now));
        shelf.nudge().run();
        return get(workspace, stored.id());
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
    public PostWithDeliveries edit(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post) {
        Post before = shelf.get(workspace, id, expectedRevision).post().post();
        return copies.saving(
                workspace,
                post,
                AddressCopies.in(before),
                named -> gate.admit(workspace, named, false, now()),
                copied -> change(workspace, id, expectedRevision, copied));
    }

    private PostWithDeliveries change(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            requireEnqueued(post, view.post().post().queued());
            Optional<Schedule> before = view.post().post().schedule();
            Post aligned =
                    post.queued() ? post : post.withSchedule(post.schedule().map(after -> Shift.follow(before, after)));
            return replace(view, aligned, !aligned.schedule().equals(before), now());
        });
    }

    @Override
    public PostWithDeliveries schedule(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Schedule schedule) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            Refusals.requireUnsent(view);
            return replace(view, view.post().post().withSchedule(Optional.of(schedule)), true, now());
        });
    }

    @Override
    public PostWithDeliveries enqueue(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, QueueTarget target) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            if (view.post().recurs()) {
                throw new ConflictException(
                        "recurs",
                        "This post comes back, and a queue gives it one time: duplicate it and put the copy into the"
                                + " queue, or take its rrule, rdates and exdates away first.");
            }
            Refusals.requireUnsent(view);
            Post post = view.post().post();
            if (post.accounts().isEmpty()) {
                throw new InvalidException(Violation.error(
                        "accounts", "required", "1", "0", "A post is queued for accounts; choose at least one first."));
            }
            return replace(view, post.inQueue(), true, target, now());
        });
    }

    @Override
    public PostWithDeliveries publishNow(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            if (view.post().recurs()) {
                throw new ConflictException(
                        "recurs",
                        "This post comes back; say which of its times to publish now by scope=THIS&occurrence=.");
            }
            Refusals.requireUnsent(view);
            Instant now = now();
            Post post = view.post().post();
            Schedule atOnce = Schedule.at(
                    now,
                    TimeZones.knownOrUtc(post.schedule().map(Schedule::zone).orElseGet(() -> zone(workspace))));
            return replace(view, post.withSchedule(Optional.of(atOnce)), true, now);
        });
    }

    private PostWithDeliveries replace(PostWithDeliveries view, Post post, boolean timeChosen, Instant now) {
        return replace(view, post, timeChosen, QueueTarget.end(), now);
    }

    /** @param target where deliveries that join a queue go in it */
    private PostWithDeliveries replace(
            PostWithDeliveries view, Post post, boolean timeChosen, QueueTarget target, Instant now) {
        Refusals.requireSettled(view.deliveries());
        WorkspaceId workspace = view.post().workspace();
        StoredPost after = view.post().edited(gate.admit(workspace, post, timeChosen, now), now);
        return queued.changing(view, after.post().queued(), () -> {
            QueueTimes inQueues = new QueueTimes(queues, target, now);
            PostChange change = EditPlan.of(deliveries, this::wasAttempted, view, after, inQueues, timeChosen, now);
            return queued.change(view, change.withQueues(inQueues.queues()), now);
        });
    }

    /** Being queued is no time that could be written down: it takes a place in every queue. */
    private static void requireEnqueued(Post post, boolean before) {
        if (post.queued() && !before) {
            throw new InvalidException(Violation.error(
                    "schedule.kind",
                    "enqueued",
                    "",
                    "QUEUE",
                    "A post comes into the queue by POST /api/v1/posts/{id}/enqueue; leave the schedule out here."));
        }
    }

    private boolean wasAttempted(DeliveryId id) {
        return posts.attempts(id).stream().anyMatch(Attempt::isTry);
    }

    @Override
    public PostWithDeliveries approve(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by) {
        long seen = shelf.get(workspace, id, expectedRevision).post().revision();
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, OptionalLong.of(seen));
            Refusals.requireUnsent(view);
            return queued.changing(view, false, () -> {
                // Whoever pauses a queue leaves what waits for an approval alone, and must not do so just now.
                List<QueueChange> held = queues.hold(view.deliveries());
                Instant now = now();
                PostChange change = ReviewPlan.approval(deliveries, view, by, now);
                return shelf.change(new Told(ids, by, now).approved(change).withQueues(held));
            });
        });
    }

    @Override
    public PostWithDeliveries reject(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by, String reason) {
        String why = ReviewPlan.reason(reason);
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            Refusals.requireSettled(view.deliveries());
            Refusals.requireUnsent(view);
            Instant now = now();
            PostChange change = new Told(ids, by, now)
                    .rejected(ReviewPlan.rejection(deliveries, this::wasAttempted, view, by, why, now), why);
            return queued.changing(view, false, () -> queued.change(view, change, now));
        });
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
            if (view.deliveries().stream().anyMatch(one -> one.attempts() > 0 || wasAttempted(one.id()))) {
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

    private ZoneId zone(WorkspaceId workspace) {
        return workspaces.find(workspace).map(Workspace::zone).orElse(ZoneOffset.UTC);
    }

    private Instant now() {
        return Moments.now(clock);
    }
}
