package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WaitReason;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.Due;
import io.carillon.core.internal.queue.WakePlan;
import io.carillon.core.internal.queue.WakePlan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes deliveries of one post and changes them as people decide; every step is one that the lifecycle has. */
final class Deliveries {

    private final WakePlan wakes;
    private final Uploads uploads;
    private final Predicate<Delivery> isPaused;
    private final Ids ids;
    private final boolean approvalMissing;

    /**
     * Those of one post.
     *
     * @param isPaused whether the queue that a delivery is in is paused
     * @param approvalMissing whether the post still has to be approved
     */
    Deliveries(WakePlan wakes, Uploads uploads, Predicate<Delivery> isPaused, Ids ids, boolean approvalMissing) {
        this.wakes = wakes;
        this.uploads = uploads;
        this.isPaused = isPaused;
        this.ids = ids;
        this.approvalMissing = approvalMissing;
    }

    Delivery create(StoredPost post, Account account, Due due, Instant now) {
        long bytes = uploads.bytes(account);
        Plan plan = wakes.plan(account.platform(), bytes, due.at(), now);
        Delivery made = Delivery.scheduled(
                ids.newDeliveryId(),
                post,
                account,
                due.at(),
                ids.newIdempotencyKey(),
                plan.preparation(),
                plan.wakeAt());
        return placed(made.toBuilder().uploadBytes(bytes).build(), due);
    }

    /** Lets go of what only a missing approval held. */
    Delivery release(Delivery delivery, Instant now) {
        Plan plan = wakes.plan(delivery.platform(), delivery.uploadBytes(), delivery.due(), now);
        Delivery released = delivery.toBuilder()
                .state(delivery.state().become(DeliveryState.SCHEDULED))
                .waitReason(Optional.empty())
                .preparation(plan.preparation())
                .wakeAt(Optional.of(plan.wakeAt()))
                .problem(Optional.empty())
                .build();
        return delivery.isQueued() && isPaused.test(delivery)
                ? waiting(released, WaitReason.QUEUE_PAUSED).build()
                : released;
    }

    /** Whatever is scheduled waits, where it still has to be approved, or its queue is paused. */
    private Delivery placed(Delivery scheduled, Due due) {
        Delivery placed = scheduled.toBuilder().queued(due.queued()).build();
        if (approvalMissing) {
            return waiting(placed, WaitReason.APPROVAL_MISSING)
                    .problem(Optional.of(Approvals.WAITS))
                    .build();
        }
        return due.paused() ? waiting(placed, WaitReason.QUEUE_PAUSED).build() : placed;
    }

    private static DeliveryBuilder waiting(Delivery scheduled, WaitReason reason) {
        return scheduled.toBuilder()
                .state(scheduled.state().become(DeliveryState.WAITING))
                .waitReason(Optional.of(reason))
                .wakeAt(Optional.empty());
    }

    /** All that a timetable asks for, where none was made before. */
    List<Delivery> create(Timetable timetable, Instant now) {
        return timetable.dues().entrySet().stream()
                .map(entry -> create(timetable.post(), entry.getKey(), entry.getValue(), now))
                .toList();
    }

    Delivery create(StoredPost post, Timetable.Place place, Instant due, Instant now) {
        Account account = post.post().accounts().stream()
                .filter(one -> one.id().equals(place.account()))
                .findFirst()
                .orElseThrow();
        return create(post, account, Due.at(due), now).toBuilder()
                .occurrence(place.occurrence())
                .build();
    }

    /**
     * What an edit makes of a delivery that its post still has; empty if it stays as it is.
     *
     * @param due when it goes out, if it is scheduled
     * @param chosen whether the person chose that time
     * @param isToCome whether what has failed or was missed can still go out then
     */
    Optional<Delivery> edited(
            Delivery delivery, StoredPost post, Supplier<Due> due, boolean chosen, boolean isToCome, Instant now) {
        return switch (delivery.state()) {
            case DRAFT, SCHEDULED, WAITING, RETRYING -> Optional.of(reschedule(delivery, post, due.get(), now));
            case FAILED, MISSED ->
                Optional.of(isToCome ? reschedule(delivery, post, due.get(), now) : carry(delivery, post, now));
            case CANCELLED -> chosen ? Optional.of(reschedule(delivery, post, due.get(), now)) : Optional.empty();
            case ARMED, PUBLISHING, IN_DOUBT, PUBLISHED, REPORTED -> Optional.empty();
        };
    }

    /** Schedules a delivery anew with what the post is now, as if nothing had been tried; its story stays. */
    Delivery reschedule(Delivery delivery, StoredPost post, Due due, Instant now) {
        long bytes = bytes(post, delivery);
        Plan plan = wakes.plan(delivery.platform(), bytes, due.at(), now);
        // An edit is no way around the time that a network asked us to wait.
        boolean sameTime = delivery.due().equals(due.at());
        Optional<Instant> wait = delivery.retryAt().filter(retryAt -> sameTime && retryAt.isAfter(plan.wakeAt()));
        Delivery scheduled = delivery.toBuilder()
                .state(lead(delivery.state(), DeliveryState.SCHEDULED))
                .waitReason(Optional.empty())
                .due(due.at())
                .revision(post.revision())
                .key(ids.newIdempotencyKey())
                .preparation(plan.preparation())
                .uploadBytes(bytes)
                .wakeAt(Optional.of(wait.orElse(plan.wakeAt())))
                .retryAt(Optional.empty())
                .problem(wait.flatMap(until -> delivery.problem()))
                .lateFrom(delivery.lateFrom().filter(from -> sameTime))
                .build();
        return placed(scheduled, due);
    }

    /** Gives a delivery what the post is now and leaves it where it stands. */
    Delivery carry(Delivery delivery, StoredPost post, Instant now) {
        long bytes = bytes(post, delivery);
        return delivery.toBuilder()
                .revision(post.revision())
                .key(ids.newIdempotencyKey())
                .preparation(wakes.plan(delivery.platform(), bytes, delivery.due(), now)
                        .preparation())
                .uploadBytes(bytes)
                .build();
    }

    private long bytes(StoredPost post, Delivery delivery) {
        return post.post().accounts().stream()
                .filter(account -> account.id().equals(delivery.account()))
                .mapToLong(uploads::bytes)
                .findFirst()
                .orElse(delivery.uploadBytes());
    }

    static Delivery unschedule(Delivery delivery) {
        return at(delivery, DeliveryState.DRAFT);
    }

    /** Whether cancelling the post stops it. */
    static boolean mayCancel(Delivery delivery) {
        return delivery.state().isEditable()
                && delivery.state() != DeliveryState.CANCELLED
                && delivery.state() != DeliveryState.DRAFT
                && isVisible(delivery);
    }

    /** Looking up a permalink shows nothing to anybody, and what was published keeps its address. */
    static boolean isVisible(Delivery delivery) {
        return delivery.step()
                .filter(step -> step.kind() == Step.Kind.PERMALINK)
                .isEmpty();
    }

    static Delivery cancel(Delivery delivery) {
        return at(delivery, DeliveryState.CANCELLED);
    }

    private static Delivery at(Delivery delivery, DeliveryState state) {
        return delivery.toBuilder()
                .state(lead(delivery.state(), state))
                .waitReason(Optional.empty())
                .retryAt(Optional.empty())
                .wakeAt(Optional.empty())
                .queued(Optional.empty())
                .build();
    }

    /** At once, in no slot of a queue. */
    static Delivery retry(Delivery delivery, Instant now) {
        return delivery.toBuilder()
                .state(lead(delivery.state(), DeliveryState.RETRYING))
                .retryAt(Optional.of(now))
                .wakeAt(Optional.of(now))
                .lateFrom(Optional.of(now))
                .queued(Optional.empty())
                .build();
    }

    /**
     * Takes up a step that was cancelled, at once or after the part of the thread before it. It keeps its key: what was
     * tried under it was surely not published.
     */
    Delivery takeUp(Delivery step, Optional<Delivery> before, Instant now) {
        Plan plan = wakes.plan(step.platform(), step.uploadBytes(), now, now);
        boolean waits = before.filter(
                        part -> part.state() != DeliveryState.PUBLISHED && part.state() != DeliveryState.REPORTED)
                .isPresent();
        return step.toBuilder()
                .state(step.state().become(DeliveryState.SCHEDULED))
                .due(now)
                .preparation(plan.preparation())
                .wakeAt(waits ? Optional.empty() : Optional.of(now))
                .problem(before.flatMap(part -> Step.blockedBy(part.step().orElseThrow(), part.state())))
                .build();
    }

    static Delivery foundAbsent(Delivery delivery) {
        return delivery.toBuilder()
                .state(lead(delivery.state(), DeliveryState.FAILED))
                .wakeAt(Optional.empty())
                .problem(Optional.of(new Problem(
                        "not-published", "A person found that it was not published. Retry it to publish it.")))
                .build();
    }

    /** Every state that a person may change is at most one stop from every other: being scheduled. */
    private static DeliveryState lead(DeliveryState from, DeliveryState to) {
        if (from == to) {
            return to;
        }
        return from.mayBecome(to)
                ? from.become(to)
                : from.become(DeliveryState.SCHEDULED).become(to);
    }
}
