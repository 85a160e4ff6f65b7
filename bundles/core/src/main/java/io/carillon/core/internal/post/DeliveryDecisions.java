package io.carillon.core.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.store.BeingAskedException;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.id.Ids;
import io.carillon.core.step.StepPlan;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What people decide about what is yet to be sent, has failed or is in doubt: none of it is an edit. */
final class DeliveryDecisions {

    private final QueuedShelf queued;
    private final Shelf shelf;
    private final Approvals approvals;
    private final DeliveryMaker deliveries;
    private final StepPlan steps;
    private final Ids ids;
    private final Clock clock;

    DeliveryDecisions(
            QueuedShelf queued, Approvals approvals, DeliveryMaker deliveries, StepPlan steps, Ids ids, Clock clock) {
        this.queued = queued;
        this.shelf = queued.shelf();
        this.approvals = approvals;
        this.deliveries = deliveries;
        this.steps = steps;
        this.ids = ids;
        this.clock = clock;
    }

    PostWithDeliveries cancel(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by) {
        return Races.run(() -> {
            PostWithDeliveries view = shelf.get(workspace, id, expectedRevision);
            Refusals.refusePublishing(view.deliveries());
            Refusals.refusePublishingSteps(steps(view));
            List<DeliveryChange> changes = cancelling(Stream.concat(view.deliveries().stream(), steps(view).stream()));
            boolean goesOn = view.post().horizon().flatMap(Horizon::extendAt).isPresent();
            return changes.isEmpty() && !goesOn ? view : cancel(view, stopped(view, changes), by);
        });
    }

    Delivery cancel(WorkspaceId workspace, DeliveryId id, UserId by) {
        return Races.run(() -> {
            Delivery delivery = get(workspace, id);
            Refusals.refusePublishing(List.of(delivery));
            Refusals.refusePublishingSteps(stepsOf(delivery));
            List<DeliveryChange> changes = cancelling(withSteps(delivery));
            if (changes.isEmpty() && delivery.state() != DeliveryState.CANCELLED) {
                throw new ConflictException("not-cancellable", notCancellable(delivery));
            }
            if (!changes.isEmpty()) {
                PostWithDeliveries view = shelf.get(workspace, delivery.post());
                cancel(view, unedited(view, changes), by);
            }
            return get(workspace, id);
        });
    }

    private PostWithDeliveries cancel(PostWithDeliveries view, PostChange change, UserId by) {
        Instant now = now();
        PostChange told = new Told(ids, by, now).cancelled(change);
        return queued.changing(view, false, () -> queued.change(view, told, now));
    }

    private static String notCancellable(Delivery delivery) {
        boolean isLookUp = delivery.step()
                .filter(step -> step.kind() == Step.Kind.PERMALINK)
                .isPresent();
        return isLookUp
                ? "Looking up the address of what was published shows nothing to anybody; it cannot be cancelled."
                : "Nothing of this delivery is yet to be sent: it is "
                        + delivery.state().shown() + ".";
    }

    private static List<DeliveryChange> cancelling(Stream<Delivery> all) {
        return all.filter(Deliveries::mayCancel)
                .map(delivery -> new DeliveryChange(delivery, Deliveries.cancel(delivery)))
                .toList();
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

    Delivery retry(WorkspaceId workspace, DeliveryId id, UserId by) {
        return Races.run(() -> {
            Delivery delivery = get(workspace, id);
            Refusals.refuseRemoved(
                    delivery.step().map(step -> get(workspace, step.follows())).orElse(delivery));
            Instant now = now();
            PostWithDeliveries view = shelf.get(workspace, delivery.post());
            List<DeliveryChange> changes = retrying(view, delivery, now);
            if (changes.isEmpty()) {
                throw new ConflictException("not-failed", notFailed(delivery));
            }
            requireApproved(view.post(), changes);
            shelf.change(new Told(ids, by, now).retried(unedited(view, changes)));
            return get(workspace, id);
        });
    }

    private List<DeliveryChange> retrying(PostWithDeliveries view, Delivery delivery, Instant now) {
        if (delivery.step().isPresent() && delivery.state() == DeliveryState.CANCELLED) {
            return List.of(new DeliveryChange(
                    delivery, takenUp(view, delivery, delivery.step().get(), now)));
        }
        return withSteps(delivery)
                .filter(one -> one.state() == DeliveryState.FAILED)
                .map(failed -> new DeliveryChange(failed, Deliveries.retry(failed, now)))
                .toList();
    }

    /** A further part of a thread waits for the one before it, as if it had never been cancelled. */
    private Delivery takenUp(PostWithDeliveries view, Delivery cancelled, Step step, Instant now) {
        Optional<Delivery> before =
                shelf.posts().steps(List.of(step.follows())).getOrDefault(step.follows(), List.of()).stream()
                        .filter(other -> other.step().filter(step::isNextAfter).isPresent())
                        .findFirst();
        return deliveries.of(view.post()).takeUp(cancelled, before, now);
    }

    private static String notFailed(Delivery delivery) {
        String state = "Only a failed delivery, or one with failed steps, can be retried; this one is "
                + delivery.state().shown() + ".";
        return switch (delivery.state()) {
            case CANCELLED, MISSED, DRAFT -> state + " Choose a time for its post, or publish it now.";
            case IN_DOUBT -> state + " Resolve it first: say whether it was published.";
            default -> state;
        };
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

    Delivery resolve(WorkspaceId workspace, DeliveryId id, boolean published, Optional<String> remoteId, UserId by) {
        return Races.run(() -> {
            Delivery delivery = get(workspace, id);
            if (delivery.state() != DeliveryState.IN_DOUBT) {
                throw new ConflictException(
                        "not-in-doubt",
                        "Only a delivery in doubt can be resolved; this one is "
                                + delivery.state().shown() + ".");
            }
            Instant now = now();
            List<Attempt> story = shelf.posts().attempts(id);
            Delivery after = Doubts.settled(delivery, story, published, remoteId, now);
            StoredPost post = shelf.get(workspace, delivery.post()).post();
            List<Delivery> following =
                    published && after.step().isEmpty() ? steps.of(after, post.post(), now) : List.of();
            Attempt word = Doubts.evidence(new Told(ids, by, now), delivery, story, published, remoteId);
            PostChange change = new PostChange(
                    post, post.revision(), following, List.of(new DeliveryChange(delivery, after)), List.of());
            settle(change.telling(List.of(word)));
            return get(workspace, id);
        });
    }

    private void settle(PostChange change) {
        try {
            shelf.change(change);
        } catch (BeingAskedException e) {
            throw new ConflictException(
                    ConflictException.BEING_ASKED,
                    "Its network is being asked at this moment, and may be sent the same again under the same key; try again"
                            + " in a moment.");
        }
    }

    private static PostChange unedited(PostWithDeliveries view, List<DeliveryChange> changes) {
        return new PostChange(view.post(), view.post().revision(), List.of(), changes, List.of());
    }

    private Delivery get(WorkspaceId workspace, DeliveryId id) {
        return shelf.posts().findDelivery(workspace, id).orElseThrow(() -> new NotFoundException("delivery", id));
    }

    private static List<Delivery> steps(PostWithDeliveries view) {
        return view.deliveries().stream()
                .flatMap(delivery -> view.stepsOf(delivery).stream())
                .toList();
    }

    private List<Delivery> stepsOf(Delivery delivery) {
        return shelf.posts().steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of());
    }

    private Stream<Delivery> withSteps(Delivery delivery) {
        return Stream.concat(Stream.of(delivery), stepsOf(delivery).stream());
    }

    private Instant now() {
        return Moments.now(clock);
    }
}
