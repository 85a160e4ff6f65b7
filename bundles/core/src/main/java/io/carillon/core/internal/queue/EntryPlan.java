package io.carillon.core.internal.queue;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.WaitReason;
import io.carillon.api.service.ConflictException;
import io.carillon.api.store.QueueEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What becomes of queued deliveries of one network, as seen at one moment. */
final class EntryPlan {

    /** Arming begins two seconds ahead, and a large change takes a few to be stored. */
    private static final Duration LEAD = Duration.ofSeconds(10);

    private final WakePlan wakes;
    private final Platform platform;
    private final Instant now;

    EntryPlan(WakePlan wakes, Platform platform, Instant now) {
        this.wakes = wakes;
        this.platform = platform;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Slots up to then are not given out any more: what goes out in them is being prepared. */
    Instant closed() {
        return now.plus(LEAD).plus(wakes.window(platform));
    }

    boolean isGivenOut(Instant slot) {
        return slot.isAfter(closed());
    }

    boolean isOver(Instant due) {
        return !due.isAfter(now);
    }

    /** @param due null if it stays where it is */
    QueueEntry at(QueueEntry entry, Instant due) {
        return due == null || due.equals(entry.due())
                ? entry
                : moved(entry, due, QueuePlace.NEXT_FREE, entry.state(), entry.waitReason());
    }

    /** At the place that it was given. */
    QueueEntry to(QueueEntry entry, Due due) {
        QueuePlace place = due.queued().orElseThrow();
        return due.at().equals(entry.due()) && place == entry.place()
                ? entry
                : moved(entry, due.at(), place, entry.state(), entry.waitReason());
    }

    /** Stopped by a pause; what waits for something that only a person can give goes on waiting for that. */
    QueueEntry paused(QueueEntry entry, Instant due) {
        if (entry.waitReason().filter(WaitReason.APPROVAL_MISSING::equals).isPresent()) {
            return at(entry, due);
        }
        DeliveryState waiting = entry.state() == DeliveryState.WAITING
                ? entry.state()
                : entry.state().become(DeliveryState.WAITING);
        QueueEntry there = at(entry, due);
        return new QueueEntry(
                there.id(),
                there.due(),
                there.place(),
                there.revision(),
                waiting,
                Optional.of(WaitReason.QUEUE_PAUSED),
                there.preparation(),
                Optional.empty(),
                there.uploadBytes());
    }

    /** Let go of by a pause, if one held it. */
    QueueEntry running(QueueEntry entry, Instant due) {
        return entry.waitReason().filter(WaitReason.QUEUE_PAUSED::equals).isPresent()
                ? moved(
                        entry,
                        due == null ? entry.due() : due,
                        due == null ? entry.place() : QueuePlace.NEXT_FREE,
                        entry.state().become(DeliveryState.SCHEDULED),
                        Optional.empty())
                : at(entry, due);
    }

    private QueueEntry moved(
            QueueEntry entry, Instant due, QueuePlace place, DeliveryState state, Optional<WaitReason> reason) {
        // What was prepared may be over by the new time; whoever prepared it gets it back to say so.
        Preparation preparation = entry.preparation() == Preparation.NONE ? Preparation.NONE : Preparation.PENDING;
        Instant wakeAt = preparation == Preparation.NONE
                ? due
                : wakes.plan(platform, entry.uploadBytes(), due, now).wakeAt();
        return new QueueEntry(
                entry.id(),
                due,
                place,
                entry.revision(),
                state,
                reason,
                preparation,
                state == DeliveryState.SCHEDULED ? Optional.of(wakeAt) : Optional.empty(),
                entry.uploadBytes());
    }

    /**
     * @param before when the last went out so far
     * @throws ConflictException if it would go out later than can be scheduled
     */
    void requireWithinReach(Map<DeliveryId, Instant> laid, Optional<Instant> before) {
        laid.values().stream()
                .reduce((a, b) -> b)
                .filter(last -> last.isAfter(Ahead.of(now)))
                .filter(last -> before.isEmpty() || last.isAfter(before.get()))
                .ifPresent(last -> {
                    throw new ConflictException(
                            "queue-too-long",
                            "With these slots the last of what is queued would go out on " + last
                                    + ", and nothing can be scheduled more than " + Ahead.MAX.getYears()
                                    + " years ahead. Give the account more slots.");
                });
    }
}
