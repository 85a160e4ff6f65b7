package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Publishers;
import io.carillon.core.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes deliveries and changes them as people decide; every step is one that the lifecycle has. */
final class Deliveries {

    /**
     * How long ahead a delivery is first looked at while nobody can tell its network's prepare window. A publisher that
     * comes by then finds time to prepare; one that prepares nothing says so in an instant; without one it is seen to
     * wait before it is late.
     */
    static final Duration WINDOW_WITHOUT_PUBLISHER = Duration.ofMinutes(2);

    private record Plan(Preparation preparation, Instant wakeAt) {}

    private final Publishers publishers;
    private final Approvals approvals;
    private final Ids ids;

    Deliveries(Publishers publishers, Approvals approvals, Ids ids) {
        this.publishers = publishers;
        this.approvals = approvals;
        this.ids = ids;
    }

    private Delivery create(StoredPost post, Account account, Instant due, Instant now) {
        Plan plan = plan(account.platform(), due, now);
        Delivery scheduled = Delivery.scheduled(
                ids.newDeliveryId(), post, account, due, ids.newIdempotencyKey(), plan.preparation(), plan.wakeAt());
        return approved(scheduled, post);
    }

    /** Lets go of what only a missing approval held. */
    Delivery release(Delivery delivery, Instant now) {
        Plan plan = plan(delivery.platform(), delivery.due(), now);
        return delivery.toBuilder()
                .state(delivery.state().become(DeliveryState.SCHEDULED))
                .waitReason(Optional.empty())
                .preparation(plan.preparation())
                .wakeAt(Optional.of(plan.wakeAt()))
                .problem(Optional.empty())
                .build();
    }

    /** Whatever is scheduled waits, where it still has to be approved. */
    private Delivery approved(Delivery scheduled, StoredPost post) {
        if (!approvals.areMissing(post)) {
            return scheduled;
        }
        return scheduled.toBuilder()
                .state(scheduled.state().become(DeliveryState.WAITING))
                .waitReason(Optional.of(WaitReason.APPROVAL_MISSING))
                .wakeAt(Optional.empty())
                .problem(Optional.of(Approvals.WAITS))
                .build();
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
        return create(post, account, due, now).toBuilder()
                .occurrence(place.occurrence())
                .build();
    }

    /** Schedules a delivery anew with what the post is now, as if nothing had been tried; its story stays. */
    Delivery reschedule(Delivery delivery, StoredPost post, Instant due, Instant now) {
        Plan plan = plan(delivery.platform(), due, now);
        // An edit is no way around the time that a network asked us to wait.
        Instant wakeAt = delivery.retryAt()
                .filter(retryAt -> delivery.due().equals(due) && retryAt.isAfter(plan.wakeAt()))
                .orElse(plan.wakeAt());
        Delivery scheduled = delivery.toBuilder()
                .state(lead(delivery.state(), DeliveryState.SCHEDULED))
                .waitReason(Optional.empty())
                .due(due)
                .revision(post.revision())
                .key(ids.newIdempotencyKey())
                .preparation(plan.preparation())
                .wakeAt(Optional.of(wakeAt))
                .retryAt(Optional.empty())
                .problem(Optional.empty())
                .build();
        return approved(scheduled, post);
    }

    /** Gives a delivery what the post is now and leaves it where it stands. */
    Delivery carry(Delivery delivery, StoredPost post, Instant now) {
        return delivery.toBuilder()
                .revision(post.revision())
                .key(ids.newIdempotencyKey())
                .preparation(plan(delivery.platform(), delivery.due(), now).preparation())
                .build();
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
                .build();
    }

    static Delivery retry(Delivery delivery, Instant now) {
        return delivery.toBuilder()
                .state(lead(delivery.state(), DeliveryState.RETRYING))
                .retryAt(Optional.of(now))
                .wakeAt(Optional.of(now))
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

    private Plan plan(Platform platform, Instant due, Instant now) {
        Duration window = publishers
                .profile(platform)
                .map(PublisherProfile::prepareWindow)
                .orElse(WINDOW_WITHOUT_PUBLISHER);
        Instant wakeAt = due.minus(window);
        return new Plan(window.isZero() ? Preparation.NONE : Preparation.PENDING, wakeAt.isBefore(now) ? now : wakeAt);
    }
}
