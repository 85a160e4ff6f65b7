package io.carillon.core.internal.queue;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Slot;
import io.carillon.api.service.ConflictException;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueChange.Move;
import io.carillon.api.store.QueueEntry;
import io.carillon.core.queue.QueueLayout;
import io.carillon.core.queue.SlotTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A queue as it was read, and what a change comes to: each lays out everything by {@link QueueLayout}, and touches only
 * what thereby moves. What is about to be published stays where it is.
 */
final class QueueDraft {

    private final AccountQueue queue;
    private final List<QueueEntry> entries;
    private final EntryPlan plan;

    /**
     * @param entries in order
     * @param plan for this moment
     */
    QueueDraft(AccountQueue queue, List<QueueEntry> entries, EntryPlan plan) {
        this.queue = queue;
        this.entries = entries;
        this.plan = plan;
    }

    Optional<QueueEntry> find(DeliveryId id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    List<QueueEntry> without(DeliveryId id) {
        return entries.stream().filter(entry -> !entry.id().equals(id)).toList();
    }

    /** Whether it may still be moved. */
    boolean isMovable(QueueEntry entry) {
        return queue.isPaused() || plan.isGivenOut(entry.due());
    }

    /** The ones that take the next free slots, in order. */
    List<DeliveryId> order(List<QueueEntry> among) {
        return among.stream()
                .filter(entry -> isMovable(entry) && !isChosen(entry))
                .map(QueueEntry::id)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** A chosen slot that went by while the queue was paused is none any more. */
    private boolean isChosen(QueueEntry entry) {
        return entry.place() == QueuePlace.CHOSEN && plan.isGivenOut(entry.due());
    }

    Set<Instant> chosen(List<QueueEntry> among) {
        return among.stream().filter(this::isChosen).map(QueueEntry::due).collect(Collectors.toSet());
    }

    private SlotTimes slots() {
        return new SlotTimes(queue.slots(), queue.zone());
    }

    /** The first slots that stay free when everything is laid out from now on. */
    List<Instant> free(int count) {
        int before = order(entries).size();
        List<Instant> free = QueueLayout.free(slots(), plan.closed(), chosen(entries), before + count);
        return free.subList(Math.min(before, free.size()), free.size());
    }

    Map<DeliveryId, Instant> lay(List<DeliveryId> order, Set<Instant> taken) {
        return QueueLayout.lay(slots(), plan.closed(), order, taken);
    }

    /**
     * What it comes to if these are in the queue.
     *
     * @param laid when those in order go out
     */
    QueueChange change(List<QueueEntry> stay, Map<DeliveryId, Instant> laid) {
        return change(queue, queue.zone(), stay, laid, entry -> plan.at(entry, laid.get(entry.id())));
    }

    private QueueChange change(
            AccountQueue settings,
            ZoneId zone,
            List<QueueEntry> stay,
            Map<DeliveryId, Instant> laid,
            UnaryOperator<QueueEntry> next) {
        List<Move> moves = stay.stream()
                .map(entry -> new Move(entry, next.apply(entry)))
                .filter(move -> !move.before().equals(move.after()))
                .toList();
        Optional<Instant> last = laid.values().stream().reduce((a, b) -> b);
        return new QueueChange(settings.laid(zone, last), queue.version(), moves);
    }

    /** What closes up when this leaves; empty if nothing does. */
    Optional<QueueChange> leave(DeliveryId id) {
        List<QueueEntry> stay = without(id);
        return stay.size() == entries.size()
                ? Optional.empty()
                : whereItMatters(change(stay, lay(order(stay), chosen(stay))));
    }

    private Optional<QueueChange> whereItMatters(QueueChange change) {
        boolean matters = !change.moves().isEmpty() || !change.queue().last().equals(queue.last());
        return matters ? Optional.of(change) : Optional.empty();
    }

    /**
     * Other slots in another zone, paused or not.
     *
     * @throws ConflictException if what is queued would find no slots, or none within the time that can be scheduled
     */
    QueueChange set(List<Slot> slots, ZoneId zone, boolean paused) {
        if (slots.isEmpty() && !entries.isEmpty()) {
            throw new ConflictException(
                    "queue-not-empty",
                    "Posts are queued for this account and would have no time to go out. Keep a slot and pause the queue"
                            + " instead, or first cancel or schedule what is queued.");
        }
        Optional<Instant> pausedAt = paused ? Optional.of(queue.pausedAt().orElse(plan.now())) : Optional.empty();
        // Whatever is due already and is stopped by the pause has to have a place in the queue.
        boolean isSweeping =
                !queue.isPaused() && paused && entries.stream().anyMatch(entry -> plan.isOver(entry.due()));
        Map<DeliveryId, Instant> laid = QueueLayout.lay(
                new SlotTimes(slots, zone), plan.closed(), isSweeping ? all() : order(entries), chosen(entries));
        plan.requireWithinReach(laid, queue.last());
        return change(
                queue.with(slots, pausedAt),
                zone,
                entries,
                laid,
                entry -> paused ? plan.paused(entry, laid.get(entry.id())) : plan.running(entry, laid.get(entry.id())));
    }

    private List<DeliveryId> all() {
        return entries.stream()
                .filter(entry -> !isChosen(entry))
                .map(QueueEntry::id)
                .toList();
    }

    /**
     * By other rules of its zone; empty if nothing moves. A chosen slot that is none by these rules follows the clocks.
     *
     * @param sameWallTime when the clocks show what they showed at an instant by the rules before
     */
    Optional<QueueChange> relaid(UnaryOperator<Instant> sameWallTime) {
        SlotTimes slots = slots();
        Map<DeliveryId, Instant> kept = following(slots, sameWallTime);
        Map<DeliveryId, Instant> laid = lay(order(entries), Set.copyOf(kept.values()));
        return whereItMatters(change(
                queue,
                queue.zone(),
                entries,
                laid,
                entry -> kept.containsKey(entry.id())
                        ? plan.to(entry, Due.queued(kept.get(entry.id()), QueuePlace.CHOSEN, queue.isPaused()))
                        : plan.at(entry, laid.get(entry.id()))));
    }

    /** Whatever is at a slot stays there, and nobody follows the clocks to where somebody else is. */
    private Map<DeliveryId, Instant> following(SlotTimes slots, UnaryOperator<Instant> sameWallTime) {
        Map<DeliveryId, Instant> kept = new HashMap<>();
        Set<Instant> taken = chosen(entries);
        for (QueueEntry entry : entries.stream().filter(this::isChosen).toList()) {
            Instant after = sameWallTime.apply(entry.due());
            boolean follows = !slots.has(entry.due()) && slots.has(after) && plan.isGivenOut(after) && taken.add(after);
            kept.put(entry.id(), follows ? after : entry.due());
        }
        return kept;
    }

    /** In another zone. */
    QueueChange in(ZoneId zone) {
        Map<DeliveryId, Instant> laid =
                QueueLayout.lay(new SlotTimes(queue.slots(), zone), plan.closed(), order(entries), chosen(entries));
        return change(queue, zone, entries, laid, entry -> plan.at(entry, laid.get(entry.id())));
    }
}
