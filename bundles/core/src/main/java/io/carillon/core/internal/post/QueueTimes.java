package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.QueueChange;
import io.carillon.core.internal.queue.Due;
import io.carillon.core.internal.queue.Place;
import io.carillon.core.internal.queue.QueueDesk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each account's queue gives the post a time of its own, and keeps count of what that makes of the queues. */
final class QueueTimes implements Times {

    private final QueueDesk desk;
    private final QueueTarget target;
    private final Instant now;
    private final List<QueueChange> queues = new ArrayList<>();

    QueueTimes(QueueDesk desk, QueueTarget target, Instant now) {
        this.desk = desk;
        this.target = target;
        this.now = now;
    }

    @Override
    public Due of(Account account, Optional<Delivery> existing, boolean chosen) {
        if (!chosen && existing.isPresent()) {
            return desk.stay(existing.get())
                    .map(this::kept)
                    .orElseGet(() -> Due.at(existing.get().due()));
        }
        return kept(desk.join(account, existing, target, now));
    }

    private Due kept(Place place) {
        queues.add(place.change());
        return place.due();
    }

    /** What becomes of the queues by the times that were given so far. */
    List<QueueChange> queues() {
        return queues;
    }
}
