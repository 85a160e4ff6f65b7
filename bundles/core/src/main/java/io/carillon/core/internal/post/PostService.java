package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Horizon;
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
import io.carillon.api.store.PostChange.DeliveryChange;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people do with posts, by the lifecycle of deliveries. See {@link EditPlan} for what an edit does to them. */
@Component(service = Posts.class)
public final class PostService implements Posts {

    private static final Set<DeliveryState> BEING_PUBLISHED = Refusals.BEING_PUBLISHED;
    private static final Set<DeliveryState> SENT = Refusals.SENT;

    private final PostStore posts;
    private final DispatchStore dispatch;
    private final WorkspaceStore workspaces;
    private final Gate gate;
    private final Approvals approvals;
    private final Deliveries deliveries;
    private final QueueDesk queues;
    private final StepPlan steps;
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
            @Reference QueueDesk queues,
            @Reference TimeAndChance real,
            @Reference EngineNudge nudge) {
        this(
                new Stores(posts, dispatch, workspaces, accounts, media),
                publishers,
                attachments,
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
            QueueDesk queues,
            Ids ids,
            Clock clock,
            Runnable nudge) {
        this.posts = stores.posts();
        this.dispatch = stores.dispatch();
        this.workspaces = stores.workspaces();
        this.gate = new Gate(
                new References(stores.accounts(), stores.media()),
                new NetworkPreflight(publishers, new MessageFactory(attachments)));
        this.approvals = new Approvals(stores.workspaces());
        this.deliveries = new Deliveries(new WakePlan(publishers), approvals, queues::isPaused, ids);
        this.queues = queues;
        this.steps = new StepPlan(publishers, ids::newIdempotencyKey);
        this.ids = ids;
        this.clock = clock;
        this.shelf = new Shelf(stores.posts(), nudge);
    }

    @Override
    public PostWithDeliveries create(WorkspaceId workspace, Post post) {
        requireEnqueued(post, false);
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
            requireUnsent(view);
            return replace(view, view.post().post().withSchedule(Optional.of(schedule)), true, now());
        });
    }

    @Override
    public PostWithDeliveries enqueue(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, QueueTarget target) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            requireUnsent(view);
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
            requireUnsent(view);
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
        requireSettled(view);
        WorkspaceId workspace = view.post().workspace();
        StoredPost after = view.post().edited(gate.admit(workspace, post, timeChosen, now), now);
        return withQueues(view, after.post().queued(), () -> {
            QueueTimes inQueues = new QueueTimes(queues, target, now);
            PostChange change = EditPlan.of(deliveries, this::wasAttempted, view, after, inQueues, timeChosen, now);
            return store(view, change.withQueues(inQueues.queues()), now);
        });
    }

    /** Alone, if what is done changes queues. */
    private <T> T withQueues(PostWithDeliveries view, boolean joining, Supplier<T> work) {
        boolean leaving = view.deliveries().stream().anyMatch(Delivery::isQueued);
        return joining || leaving ? queues.alone(work) : work.get();
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
            requireUnsent(view);
            return withQueues(view, false, () -> {
                // Whoever pauses a queue leaves what waits for an approval alone, and must not do so just now.
                List<QueueChange> held = queues.hold(view.deliveries());
                return shelf.change(
                        ReviewPlan.approval(deliveries, view, by, now()).withQueues(held));
            });
        });
    }

    @Override
    public PostWithDeliveries reject(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by, String reason) {
        String why = ReviewPlan.reason(reason);
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            requireSettled(view);
            requireUnsent(view);
            Instant now = now();
            PostChange change = ReviewPlan.rejection(deliveries, this::wasAttempted, view, by, why, now);
            return withQueues(view, false, () -> store(view, change, now));
        });
    }

    @Override
    public PostWithDeliveries cancel(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            refusePublishing(view);
            refusePublishingSteps(view);
            List<DeliveryChange> changes = Stream.concat(view.deliveries().stream(), steps(view))
                    .filter(Deliveries::mayCancel)
                    .map(delivery -> new DeliveryChange(delivery, Deliveries.cancel(delivery)))
                    .toList();
            boolean goesOn = view.post().horizon().flatMap(Horizon::extendAt).isPresent();
            return changes.isEmpty() && !goesOn
                    ? view
                    : withQueues(view, false, () -> store(view, stopped(view, changes), now()));
        });
    }

    /** A series has no more deliveries made. */
    private static PostChange stopped(PostWithDeliveries view, List<DeliveryChange> changes) {
        StoredPost post = view.post();
        return new PostChange(
                post.withHorizon(post.horizon().map(Timetable::stopped)),
                post.revision(),
                List.of(),
                changes,
                List.of(),
                post.horizon(),
                List.of());
    }

    @Override
    public void remove(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            refusePublishing(view);
            if (view.deliveries().stream()
                    .anyMatch(one ->
                            one.attempts() > 0 || !posts.attempts(one.id()).isEmpty())) {
                throw new ConflictException(
                        "attempted",
                        "This post was published or tried before, and its story is kept; cancel what is yet to be sent"
                                + " instead.");
            }
            return withQueues(view, false, () -> {
                List<Delivery> leaving =
                        view.deliveries().stream().filter(Delivery::isQueued).toList();
                List<QueueChange> behind = queues.closingUp(leaving, now());
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
        states.addAll(BEING_PUBLISHED);
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
    public Delivery retry(WorkspaceId workspace, DeliveryId id) {
        List<Delivery> retried = new ArrayList<>();
        Delivery after = Races.run(() -> {
            Delivery delivery = delivery(workspace, id);
            List<DeliveryChange> changes = withSteps(delivery)
                    .filter(one -> one.state() == DeliveryState.FAILED)
                    .map(failed -> new DeliveryChange(failed, Deliveries.retry(failed, now())))
                    .toList();
            if (changes.isEmpty()) {
                throw new ConflictException(
                        "not-failed",
                        "Only a failed delivery, or one with failed steps, can be retried; this one is "
                                + delivery.state().shown() + ".");
            }
            PostWithDeliveries view = get(workspace, delivery.post());
            requireApproved(view.post(), changes);
            shelf.change(unedited(view, changes));
            changes.stream().map(DeliveryChange::before).forEach(retried::add);
            return delivery(workspace, id);
        });
        retried.forEach(failed -> dispatch.addEvidence(Doubts.retried(ids.newAttemptId(), failed, now())));
        return after;
    }

    /** What was edited since it failed must not go out unseen; a step says what was approved with its post. */
    private void requireApproved(StoredPost post, List<DeliveryChange> changes) {
        boolean isSent =
                changes.stream().anyMatch(change -> change.before().step().isEmpty());
        if (isSent && approvals.areMissing(post)) {
            throw new ConflictException(
                    Approvals.MISSING,
                    "This post has yet to be approved as it is now: an owner or approver of the workspace approves it,"
                            + " then retry it.");
        }
    }

    private Stream<Delivery> withSteps(Delivery delivery) {
        return Stream.concat(
                Stream.of(delivery),
                posts.steps(List.of(delivery.id())).values().stream().flatMap(List::stream));
    }

    @Override
    public Delivery resolve(WorkspaceId workspace, DeliveryId id, boolean published, Optional<String> remoteId) {
        Instant now = now();
        List<Attempt> story = attempts(workspace, id);
        Delivery settled = Races.run(() -> {
            Delivery delivery = delivery(workspace, id);
            if (delivery.state() != DeliveryState.IN_DOUBT) {
                throw new ConflictException(
                        "not-in-doubt",
                        "Only a delivery in doubt can be resolved; this one is "
                                + delivery.state().shown() + ".");
            }
            Delivery after = Doubts.settled(delivery, story, published, remoteId, now);
            StoredPost post = get(workspace, delivery.post()).post();
            List<Delivery> following =
                    published && after.step().isEmpty() ? steps.of(after, post.post(), now) : List.of();
            shelf.change(new PostChange(
                    post, post.revision(), following, List.of(new DeliveryChange(delivery, after)), List.of()));
            return delivery(workspace, id);
        });
        dispatch.addEvidence(Doubts.evidence(ids.newAttemptId(), settled, story, published, remoteId, now));
        return settled;
    }

    private static PostChange unedited(PostWithDeliveries view, List<DeliveryChange> changes) {
        return new PostChange(view.post(), view.post().revision(), List.of(), changes, List.of());
    }

    /** With what closes up behind deliveries that leave a queue. */
    private PostWithDeliveries store(PostWithDeliveries view, PostChange change, Instant now) {
        return shelf.change(queues.follow(view, change, now));
    }

    private static void requireSettled(PostWithDeliveries view) {
        Refusals.requireSettled(view.deliveries());
    }

    private static Stream<Delivery> steps(PostWithDeliveries view) {
        return view.deliveries().stream().flatMap(delivery -> view.stepsOf(delivery).stream());
    }

    private static void refusePublishingSteps(PostWithDeliveries view) {
        if (steps(view).anyMatch(step -> BEING_PUBLISHED.contains(step.state()) && Deliveries.isVisible(step))) {
            throw new ConflictException(
                    ConflictException.PUBLISHING_NOW,
                    "What follows this post is being published at this moment; wait for its outcome and cancel the rest"
                            + " then.");
        }
    }

    private static void refusePublishing(PostWithDeliveries view) {
        Refusals.refusePublishing(view.deliveries());
    }

    /** A post for which everything was published has nothing that a time could be chosen for. */
    private static void requireUnsent(PostWithDeliveries view) {
        if (view.post().recurs()) {
            return;
        }
        Set<AccountId> sent = view.deliveries().stream()
                .filter(delivery -> SENT.contains(delivery.state()))
                .map(Delivery::account)
                .collect(Collectors.toSet());
        List<Account> accounts = view.post().post().accounts();
        if (!accounts.isEmpty() && accounts.stream().map(Account::id).allMatch(sent::contains)) {
            throw new ConflictException(
                    "published", "This post was published on every account already; duplicate it to publish it again.");
        }
    }

    private ZoneId zone(WorkspaceId workspace) {
        return workspaces.find(workspace).map(Workspace::zone).orElse(ZoneOffset.UTC);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
