package io.carillon.core.internal.queue;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Slot;
import io.carillon.api.model.TimeZones;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Publishers;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueEntry;
import io.carillon.api.store.QueueStore;
import io.carillon.core.queue.QueueLayout;
import io.carillon.core.queue.SlotTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads queues and finds what a change of a post, or of a queue itself, makes of them. Nothing is stored here. */
@Component(service = QueueDesk.class)
public final class QueueDesk {

    private final QueueStore store;
    private final WakePlan wakes;

    /** Changes of queues would else lose race after race against each other, each after all its work. */
    private final ReentrantLock changing = new ReentrantLock();

    @Activate
    public QueueDesk(@Reference QueueStore store, @Reference Publishers publishers) {
        this.store = store;
        wakes = new WakePlan(publishers);
    }

    /** Runs work while nobody else in this process changes a queue. */
    public <T> T alone(Supplier<T> work) {
        changing.lock();
        try {
            return work.get();
        } finally {
            changing.unlock();
        }
    }

    public AccountQueue queue(Account account) {
        return store.queue(account.workspace(), account.id()).orElseGet(() -> AccountQueue.none(account));
    }

    /**
     * Since when what is queued is due. What was due before has left the queue, published or not.
     *
     * @param now at which a running queue begins
     */
    public static Instant start(AccountQueue queue, Instant now) {
        return queue.pausedAt().orElse(now);
    }

    /**
     * Gives a delivery a place in its account's queue.
     *
     * @param existing the account's delivery of the post, if there is one
     * @throws ConflictException if the account has no slots, or that place cannot be had
     */
    public Place join(Account account, Optional<Delivery> existing, QueueTarget target, Instant now) {
        AccountQueue queue = queue(account);
        if (queue.slots().isEmpty()) {
            throw new ConflictException(
                    "no-slots",
                    "The queue of account " + account.id()
                            + " has no slots, so there is no time to go out at. Set some with"
                            + " PUT /api/v1/accounts/" + account.id() + "/queue, or schedule the post.");
        }
        EntryPlan plan = plan(account.platform(), now);
        boolean isNew = existing.filter(Delivery::isQueued).isEmpty();
        return isNew && target.kind() == QueueTarget.Kind.END
                ? append(queue, plan)
                : new Joining(queue, draft(queue, plan), plan, existing.map(Delivery::id)).at(target);
    }

    /**
     * Moves what is queued to another place.
     *
     * @throws ConflictException if it has left the queue, or that place cannot be had
     */
    public QueueChange move(Account account, DeliveryId id, QueueTarget target, Instant now) {
        AccountQueue queue = queue(account);
        EntryPlan plan = plan(account.platform(), now);
        QueueDraft draft = draft(queue, plan);
        QueueEntry before = draft.find(id)
                .orElseThrow(() -> new ConflictException(
                        "not-queued", "The delivery " + id + " is no longer in the queue; enqueue its post again."));
        Place place = new Joining(queue, draft, plan, Optional.of(id)).at(target);
        QueueEntry after = plan.to(before, place.due());
        List<QueueChange.Move> moves = new ArrayList<>(place.change().moves());
        if (!before.equals(after)) {
            moves.add(new QueueChange.Move(before, after));
        }
        return new QueueChange(place.change().queue(), queue.version(), moves);
    }

    /** Behind everybody else, without reading who they are. */
    private Place append(AccountQueue queue, EntryPlan plan) {
        Instant after = queue.last().filter(plan::isGivenOut).orElse(plan.closed());
        Instant slot = free(queue, after, 1).get(0);
        plan.requireWithinReach(Map.of(new DeliveryId("last"), slot), Optional.empty());
        return new Place(
                Due.queued(slot, QueuePlace.NEXT_FREE, queue.isPaused()),
                new QueueChange(queue.laid(queue.zone(), Optional.of(slot)), queue.version(), List.of()));
    }

    private List<Instant> free(AccountQueue queue, Instant after, int count) {
        Set<Instant> chosen = new HashSet<>(store.chosen(queue.account(), after));
        return QueueLayout.free(new SlotTimes(queue.slots(), queue.zone()), after, chosen, count);
    }

    /** Whether the queue that a delivery is in is paused. */
    public boolean isPaused(Delivery delivery) {
        return store.queue(delivery.workspace(), delivery.account())
                .filter(AccountQueue::isPaused)
                .isPresent();
    }

    /** Changes nothing of the queues that these are in, and keeps anybody else from changing them meanwhile. */
    public List<QueueChange> hold(List<Delivery> deliveries) {
        return deliveries.stream()
                .filter(Delivery::isQueued)
                .flatMap(delivery -> store.queue(delivery.workspace(), delivery.account()).stream())
                .map(QueueDesk::held)
                .toList();
    }

    private static QueueChange held(AccountQueue queue) {
        return new QueueChange(queue.laid(queue.zone(), queue.last()), queue.version(), List.of());
    }

    /**
     * Leaves a delivery in its place. Whether its queue is paused is asked of the queue: what waits for something else does
     * not tell. Nobody else may change that meanwhile.
     *
     * @return empty for what has no place in a queue
     */
    public Optional<Place> stay(Delivery delivery) {
        return delivery.queued().flatMap(place -> store.queue(delivery.workspace(), delivery.account())
                .map(queue -> new Place(Due.queued(delivery.due(), place, isPaused(queue, delivery)), held(queue))));
    }

    /** What was due before the pause has left the queue. */
    private static boolean isPaused(AccountQueue queue, Delivery delivery) {
        return queue.pausedAt().filter(delivery.due()::isAfter).isPresent();
    }

    /** The slots that are given out next; of a paused queue, as if it were resumed now. */
    public List<Instant> next(Account account, int count, Instant now) {
        AccountQueue queue = queue(account);
        EntryPlan plan = plan(account.platform(), now);
        if (!queue.isPaused()) {
            return free(queue, queue.last().filter(plan::isGivenOut).orElse(plan.closed()), count);
        }
        return draft(queue, plan).free(count);
    }

    /** What other slots, the account's zone, a pause or its end make of a queue. */
    public QueueChange set(AccountQueue queue, Account account, List<Slot> slots, boolean paused, Instant now) {
        EntryPlan plan = plan(account.platform(), now);
        // What is overdue has left the queue, but a pause stops it all the same.
        Instant since = paused && !queue.isPaused() ? Instant.EPOCH : start(queue, now);
        return new QueueDraft(queue, store.queued(queue.account(), since), plan).set(slots, account.zone(), paused);
    }

    /** What the account's zone makes of its queue; empty if it is laid out in that zone. */
    public Optional<QueueChange> follow(Account account, Instant now) {
        return store.queue(account.workspace(), account.id())
                .filter(queue -> !queue.zone().equals(account.zone()))
                .map(queue -> draft(queue, plan(account.platform(), now)).in(account.zone()));
    }

    /**
     * What changed rules of its zone make of an account's queue; empty if nothing moves, or if the queue is in another
     * zone by now.
     *
     * @param sameWallTime when the clocks show what they showed at an instant by the rules before
     */
    public Optional<QueueChange> relaid(
            Account account, ZoneId zone, UnaryOperator<Instant> sameWallTime, Instant now) {
        return store.queue(account.workspace(), account.id())
                .filter(queue -> queue.zone().equals(zone) && !queue.slots().isEmpty())
                .flatMap(queue -> draft(queue, plan(account.platform(), now)).relaid(sameWallTime));
    }

    /** Closes up the queues that deliveries leave by a change of their post. */
    public PostChange follow(PostWithDeliveries view, PostChange change, Instant now) {
        Map<DeliveryId, Delivery> after = change.changed().stream()
                .map(PostChange.DeliveryChange::after)
                .collect(Collectors.toMap(Delivery::id, Function.identity()));
        List<Delivery> leaving = view.deliveries().stream()
                .filter(Delivery::isQueued)
                .filter(delivery -> change.removed().contains(delivery.id())
                        || !after.getOrDefault(delivery.id(), delivery).isQueued())
                .toList();
        List<QueueChange> queues = new ArrayList<>(change.queues());
        queues.addAll(closingUp(leaving, now));
        return change.withQueues(queues);
    }

    /** What becomes of the queues that these leave, each of another account; nothing where nobody knows the zone. */
    public List<QueueChange> closingUp(List<Delivery> leaving, Instant now) {
        return leaving.stream()
                .flatMap(delivery -> store
                        .queue(delivery.workspace(), delivery.account())
                        .filter(queue -> TimeZones.isKnown(queue.zone()))
                        .flatMap(queue ->
                                draft(queue, plan(delivery.platform(), now)).leave(delivery.id()))
                        .stream())
                .toList();
    }

    private QueueDraft draft(AccountQueue queue, EntryPlan plan) {
        return new QueueDraft(queue, store.queued(queue.account(), start(queue, plan.now())), plan);
    }

    private EntryPlan plan(Platform platform, Instant now) {
        return new EntryPlan(wakes, platform, now);
    }
}
