package io.carillon.core.internal.queue;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.core.queue.QueueLayout;
import io.carillon.core.queue.SlotTimes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A chosen slot is one of the account's, and still to come. */
final class ChosenSlot {

    private static final int EXAMPLES = 3;

    private ChosenSlot() {}

    /** @throws InvalidException saying which could be chosen */
    static void require(AccountQueue queue, EntryPlan plan, Instant slot) {
        if (!plan.isGivenOut(slot)) {
            throw wrong(
                    queue,
                    "in-future",
                    plan.closed().toString(),
                    slot,
                    "The slot " + slot + " is over, or too near to be given out; choose one after " + plan.closed()
                            + ".");
        }
        if (slot.isAfter(Ahead.of(plan.now()))) {
            throw wrong(
                    queue,
                    "max-ahead",
                    Ahead.of(plan.now()).toString(),
                    slot,
                    "A post can be queued at most " + Ahead.MAX.getYears() + " years ahead; choose an earlier slot.");
        }
        SlotTimes slots = new SlotTimes(queue.slots(), queue.zone());
        if (!slots.has(slot)) {
            List<Instant> nearest = QueueLayout.free(slots, slot, Set.of(), EXAMPLES);
            String named = nearest.stream()
                    .map(one -> one.atZone(queue.zone()).toLocalDateTime().toString())
                    .collect(Collectors.joining(", "));
            throw wrong(
                    queue,
                    "queue-slot",
                    named,
                    slot,
                    slot.atZone(queue.zone()).toLocalDateTime() + " in " + queue.zone() + " is no slot of account "
                            + queue.account() + "; the next ones are " + named
                            + ". For a time of its own, schedule the post instead.");
        }
    }

    private static InvalidException wrong(AccountQueue queue, String rule, String limit, Instant slot, String message) {
        return new InvalidException(
                Violation.error("slot", rule, limit, slot.toString(), message).forAccount(queue.account()));
    }
}
