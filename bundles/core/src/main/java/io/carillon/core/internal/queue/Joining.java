package io.carillon.core.internal.queue;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Violation;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.QueueEntry;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives one delivery its place in a queue, be it new there or moved, and the others the places that follow from it. */
final class Joining {

    /** Stands for a delivery that is yet to be made. */
    private static final DeliveryId NEWCOMER = new DeliveryId("newcomer");

    private final AccountQueue queue;
    private final QueueDraft draft;
    private final EntryPlan plan;
    private final DeliveryId who;
    private final List<QueueEntry> others;
    private final List<DeliveryId> order;
    private final Set<DeliveryId> ordered;
    private final Set<Instant> taken;

    /** @param who joins or moves; absent for a delivery that is yet to be made */
    Joining(AccountQueue queue, QueueDraft draft, EntryPlan plan, Optional<DeliveryId> who) {
        this.queue = queue;
        this.draft = draft;
        this.plan = plan;
        this.who = who.orElse(NEWCOMER);
        others = draft.without(this.who);
        order = draft.order(others);
        ordered = Set.copyOf(order);
        taken = draft.chosen(others);
    }

    /**
     * @throws ConflictException if that place cannot be had
     * @throws InvalidException if there is no such place
     */
    Place at(QueueTarget target) {
        return switch (target.kind()) {
            case END -> insert(order.size());
            case FRONT -> insert(0);
            case SLOT -> choose(target.instant().orElseGet(() -> resolve(target)));
            case BEFORE -> before(neighbour("before", target));
            case AFTER -> after(neighbour("after", target));
            case PLACE -> place(target.place());
        };
    }

    private Place insert(int index) {
        Map<DeliveryId, Instant> laid = laidWith(index);
        plan.requireWithinReach(laid, queue.last());
        return new Place(Due.queued(laid.get(who), QueuePlace.NEXT_FREE, queue.isPaused()), draft.change(others, laid));
    }

    private Map<DeliveryId, Instant> laidWith(int index) {
        order.add(index, who);
        Map<DeliveryId, Instant> laid = draft.lay(order, taken);
        order.remove(index);
        return laid;
    }

    private Instant resolve(QueueTarget target) {
        return Schedule.at(target.local().orElseThrow(), queue.zone()).instant();
    }

    private Place choose(Instant slot) {
        ChosenSlot.require(queue, plan, slot);
        if (others.stream().anyMatch(entry -> entry.due().equals(slot) && !ordered.contains(entry.id()))) {
            throw new ConflictException(
                    "slot-taken",
                    "Another post was given the slot " + slot
                            + " by choice. Choose another slot, or move that one first.");
        }
        Set<Instant> all = new HashSet<>(taken);
        all.add(slot);
        Map<DeliveryId, Instant> laid = draft.lay(order, all);
        plan.requireWithinReach(laid, queue.last());
        return new Place(Due.queued(slot, QueuePlace.CHOSEN, queue.isPaused()), draft.change(others, laid));
    }

    private QueueEntry neighbour(String field, QueueTarget target) {
        DeliveryId id = target.beside().orElseThrow();
        return others.stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidException(Violation.error(
                        field,
                        "queued",
                        "",
                        id.value(),
                        "Nothing else with the id '" + id
                                + "' is queued for this account; GET the queue's posts and name one of them.")));
    }

    private Place before(QueueEntry neighbour) {
        if (!draft.isMovable(neighbour)) {
            throw new ConflictException(
                    "slot-over",
                    "The delivery " + neighbour.id() + " is about to be published at " + neighbour.due()
                            + "; nothing can go before it any more.");
        }
        int index = order.indexOf(neighbour.id());
        if (index >= 0) {
            return insert(index);
        }
        // It stays at its chosen slot, so what goes before it has to take a slot from another.
        for (int i = countBefore(neighbour); i >= 0; i--) {
            if (laidWith(i).get(who).isBefore(neighbour.due())) {
                return insert(i);
            }
        }
        throw new ConflictException(
                "no-slot-there",
                "There is no free slot before the chosen slot of " + neighbour.id() + " at " + neighbour.due()
                        + ". Move that one to a later place first.");
    }

    private Place after(QueueEntry neighbour) {
        int index = order.indexOf(neighbour.id());
        if (index >= 0) {
            return insert(index + 1);
        }
        // Where this one leaves a slot before it, somebody else moves up into that.
        for (int i = countBefore(neighbour); i <= order.size(); i++) {
            if (laidWith(i).get(who).isAfter(neighbour.due())) {
                return insert(i);
            }
        }
        throw new ConflictException(
                "no-slot-there",
                "There are free slots before the chosen slot of " + neighbour.id() + " at " + neighbour.due()
                        + ", and what has no chosen slot takes those first. Choose a slot for this one, too.");
    }

    private int countBefore(QueueEntry neighbour) {
        return (int) others.stream()
                .filter(entry -> QueueEntry.BY_DUE.compare(entry, neighbour) < 0)
                .filter(entry -> ordered.contains(entry.id()))
                .count();
    }

    private Place place(int place) {
        if (place < 1) {
            throw new InvalidException(Violation.error(
                    "to", "min", "1", String.valueOf(place), "The first place is 1; it was " + place + "."));
        }
        List<QueueEntry> movable = others.stream().filter(draft::isMovable).toList();
        return place > movable.size() ? insert(order.size()) : before(movable.get(place - 1));
    }
}
