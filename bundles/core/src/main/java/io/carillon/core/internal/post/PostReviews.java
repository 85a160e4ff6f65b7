package io.carillon.core.internal.post;

import io.carillon.api.model.PostId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.core.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** What those who may approve posts say of them. */
final class PostReviews {

    private final DeliveryMaker deliveries;
    private final QueuedShelf queued;
    private final Ids ids;
    private final Clock clock;

    PostReviews(DeliveryMaker deliveries, QueuedShelf queued, Ids ids, Clock clock) {
        this.deliveries = deliveries;
        this.queued = queued;
        this.ids = ids;
        this.clock = clock;
    }

    PostWithDeliveries approve(WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by) {
        long seen = queued.shelf().get(workspace, id, expectedRevision).post().revision();
        return Races.run(() -> {
            PostWithDeliveries view = queued.shelf().get(workspace, id, OptionalLong.of(seen));
            Refusals.requireUnsent(view);
            return queued.changing(view, false, () -> {
                // Whoever pauses a queue leaves what waits for an approval alone, and must not do so just now.
                List<QueueChange> held = queued.queues().hold(view.deliveries());
                Instant now = now();
                PostChange change = ReviewPlan.approval(deliveries.of(view.post()), view, by, now);
                return queued.shelf()
                        .change(new Told(ids, by, now).approved(change).withQueues(held));
            });
        });
    }

    PostWithDeliveries reject(
            WorkspaceId workspace, PostId id, OptionalLong expectedRevision, UserId by, String reason) {
        String why = ReviewPlan.reason(reason);
        return Races.run(() -> {
            PostWithDeliveries view = queued.shelf().get(workspace, id, expectedRevision);
            Refusals.requireSettled(view.deliveries());
            Refusals.requireUnsent(view);
            Instant now = now();
            PostChange change = new Told(ids, by, now)
                    .rejected(
                            ReviewPlan.rejection(
                                    deliveries.of(view.post()), queued.shelf()::wasAttempted, view, by, why, now),
                            why);
            return queued.changing(view, false, () -> queued.change(view, change, now));
        });
    }

    private Instant now() {
        return Moments.now(clock);
    }
}
