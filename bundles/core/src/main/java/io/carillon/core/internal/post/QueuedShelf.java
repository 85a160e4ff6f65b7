package io.carillon.core.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.core.internal.queue.QueueDesk;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Puts back posts whose deliveries may be in queues. Safe for use by many threads. */
record QueuedShelf(Shelf shelf, QueueDesk queues) {

    /** Does something alone, if it changes queues. */
    <T> T changing(PostWithDeliveries view, boolean joining, Supplier<T> work) {
        boolean leaving = view.deliveries().stream().anyMatch(Delivery::isQueued);
        return joining || leaving ? queues.alone(work) : work.get();
    }

    /** Makes a change, with what closes up behind deliveries that leave a queue. */
    PostWithDeliveries change(PostWithDeliveries view, PostChange change, Instant now) {
        return shelf.change(queues.follow(view, change, now));
    }

    /** What becomes of its queues when a post goes. */
    List<QueueChange> behind(PostWithDeliveries view, Instant now) {
        return queues.closingUp(
                view.deliveries().stream().filter(Delivery::isQueued).toList(), now);
    }
}
