package io.carillon.core.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.MediaStore;
import io.carillon.core.id.Ids;
import io.carillon.core.internal.queue.WakePlan;
import java.util.function.Predicate;

/**
 * Makes deliveries, for one post at a time.
 *
 * @param isPaused whether the queue that a delivery is in is paused
 */
record DeliveryMaker(WakePlan wakes, MediaStore media, Approvals approvals, Predicate<Delivery> isPaused, Ids ids) {

    /** For a post as it is to be: whether it still has to be approved is asked once, for all of its deliveries. */
    Deliveries of(StoredPost post) {
        return new Deliveries(wakes, new Uploads(media, post), isPaused, ids, approvals.areMissing(post));
    }
}
