package io.carillon.core.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.internal.queue.Due;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What changed rules of its zone make of a post: everything that is yet to go out is moved as an edit would move it. What
 * is being published, was tried, or is over stays. A post that goes out once moves as a whole or, while anything of it is
 * being published, not yet.
 *
 * @param change empty if there is nothing to store
 * @param deliveries how many it moves
 * @param isWaiting whether something of it is being published that would have to be moved should it come back
 */
record RuleMove(Optional<PostChange> change, int deliveries, boolean isWaiting) {

    static RuleMove of(Deliveries deliveries, PostWithDeliveries view, String dataVersion, Instant now) {
        StoredPost post = view.post();
        Schedule before = post.post().schedule().orElseThrow();
        Schedule after = before.recomputed();
        StoredPost edited = post.edited(post.post().withSchedule(Optional.of(after)), now);
        List<DeliveryChange> changes = new ArrayList<>();
        boolean isWaiting = false;
        for (Delivery delivery : view.deliveries()) {
            Instant due = due(after, delivery);
            if (due.equals(delivery.due())) {
                continue;
            }
            isWaiting |= Refusals.BEING_PUBLISHED.contains(delivery.state());
            if (isMovable(delivery, due, now)) {
                Delivery moved = deliveries.reschedule(delivery, edited, Due.at(due), now);
                changes.add(new DeliveryChange(delivery, told(moved, delivery.due(), after, dataVersion)));
            }
        }
        boolean isHeldUp = isWaiting && !post.recurs();
        // Even where nothing is to go out, such as of what is cancelled, its time is shown.
        boolean isAhead =
                !before.instant().equals(after.instant()) && before.instant().isAfter(now);
        return isHeldUp || changes.isEmpty() && !isAhead
                ? new RuleMove(Optional.empty(), 0, isWaiting)
                : new RuleMove(
                        Optional.of(new PostChange(edited, post.revision(), List.of(), changes, List.of())),
                        changes.size(),
                        isWaiting);
    }

    private static Instant due(Schedule schedule, Delivery delivery) {
        return delivery.occurrence()
                .map(start -> schedule.occurrence(start).instant())
                .orElse(schedule.instant());
    }

    /** What was missed by a time that it has no more is not missed. */
    private static boolean isMovable(Delivery delivery, Instant due, Instant now) {
        return switch (delivery.state()) {
            case SCHEDULED, WAITING -> true;
            case MISSED -> due.isAfter(now);
            case DRAFT, ARMED, PUBLISHING, RETRYING, IN_DOUBT, PUBLISHED, REPORTED, FAILED, CANCELLED -> false;
        };
    }

    private static Delivery told(Delivery moved, Instant before, Schedule schedule, String dataVersion) {
        if (moved.state() != DeliveryState.SCHEDULED) {
            return moved;
        }
        return moved.toBuilder()
                .problem(Optional.of(new Problem(
                        Problem.ZONE_RULES_CHANGED,
                        "The rules of the zone " + schedule.zone() + " have changed (time zone data " + dataVersion
                                + "): to keep its local time, this goes out at " + moved.due() + " instead of " + before
                                + ". If that is not meant, choose another time.")))
                .build();
    }
}
