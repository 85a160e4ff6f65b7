package io.carillon.core.internal.post;

import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.core.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What people write, and when it is to go out. See {@link EditPlan} for what an edit does to deliveries. */
final class PostEdits {

    private final Gate gate;
    private final AddressCopies copies;
    private final WorkspaceStore workspaces;
    private final DeliveryMaker deliveries;
    private final QueuedShelf queued;
    private final Ids ids;
    private final Clock clock;

    PostEdits(
            Gate gate,
            AddressCopies copies,
            WorkspaceStore workspaces,
            DeliveryMaker deliveries,
            QueuedShelf queued,
            Ids ids,
            Clock clock) {
        this.gate = gate;
        this.copies = copies;
        this.workspaces = workspaces;
        this.deliveries = deliveries;
        this.queued = queued;
        this.ids = ids;
        this.clock = clock;
    }

    PostWithDeliveries create(WorkspaceId workspace, Post post) {
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
        Gate.Admitted admitted = gate.admit(workspace, post, true, now);
        StoredPost stored = new StoredPost(ids.newPostId(), workspace, 1, admitted.post(), now, now);
        Timetable timetable = Timetable.of(stored, true, now);
        queued.shelf()
                .posts()
                .add(timetable.post(), deliveries.of(timetable.post()).create(timetable, now));
        queued.shelf().nudge().run();
        return queued.shelf().get(workspace, stored.id()).withWarnings(admitted.warnings());
    }

    PostWithDeliveries edit(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post, Optional<UserId> approver) {
        Post before = queued.shelf().get(workspace, id, expectedRevision).post().post();
        return copies.saving(
                workspace,
                post,
                AddressCopies.in(before),
                named -> gate.admit(workspace, named, false, now()),
                copied -> change(workspace, id, expectedRevision, copied, approver));
    }

    private PostWithDeliveries change(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Post post, Optional<UserId> approver) {
        return Races.run(() -> {
            PostWithDeliveries view = queued.shelf().get(workspace, id, expectedRevision);
            requireEnqueued(post, view.post().post().queued());
            Optional<Schedule> before = view.post().post().schedule();
            Post aligned =
                    post.queued() ? post : post.withSchedule(post.schedule().map(after -> Shift.follow(before, after)));
            boolean chosen = !aligned.schedule().equals(before);
            return replace(view, aligned, chosen, QueueTarget.end(), approver, now());
        });
    }

    PostWithDeliveries schedule(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, Schedule schedule) {
        return Races.run(() -> {
            PostWithDeliveries view = queued.shelf().get(workspace, id, expectedRevision);
            Refusals.requireUnsent(view);
            return replace(view, view.post().post().withSchedule(Optional.of(schedule)), true, now());
        });
    }

    PostWithDeliveries enqueue(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, QueueTarget target) {
        return Races.run(() -> {
            PostWithDeliveries view = queued.shelf().get(workspace, id, expectedRevision);
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
            return replace(view, post.inQueue(), true, target, Optional.empty(), now());
        });
    }

    PostWithDeliveries publishNow(WorkspaceId workspace, PostId id, OptionalLong expectedRevision) {
        return Races.run(() -> {
            PostWithDeliveries view = queued.shelf().get(workspace, id, expectedRevision);
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
        return replace(view, post, timeChosen, QueueTarget.end(), Optional.empty(), now);
    }

    /**
     * @param target where deliveries that join a queue go in it
     * @param approver who changes it, if they may approve posts
     */
    private PostWithDeliveries replace(
            PostWithDeliveries view,
            Post post,
            boolean timeChosen,
            QueueTarget target,
            Optional<UserId> approver,
            Instant now) {
        Refusals.requireSettled(view.deliveries());
        WorkspaceId workspace = view.post().workspace();
        Gate.Admitted admitted = gate.admit(workspace, post, timeChosen, now);
        StoredPost edited = view.post().edited(admitted.post(), now);
        StoredPost after = Approvals.kept(view.post(), edited, approver, now);
        return queued.changing(view, after.post().queued(), () -> {
            QueueTimes inQueues = new QueueTimes(queued.queues(), target, now);
            PostChange change = EditPlan.of(
                    deliveries.of(after), queued.shelf()::wasAttempted, view, after, inQueues, timeChosen, now);
            return queued.change(view, change.withQueues(inQueues.queues()), now)
                    .withWarnings(admitted.warnings());
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

    private ZoneId zone(WorkspaceId workspace) {
        return workspaces.find(workspace).map(Workspace::zone).orElse(ZoneOffset.UTC);
    }

    private Instant now() {
        return Moments.now(clock);
    }
}
