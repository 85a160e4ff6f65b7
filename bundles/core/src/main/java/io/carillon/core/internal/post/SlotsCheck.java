package io.carillon.core.internal.post;

import io.carillon.api.model.Slot;
import io.carillon.api.model.Violation;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.Queues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A week has each slot once, and no more of them than anybody means. */
final class SlotsCheck {

    private SlotsCheck() {}

    /** @throws InvalidException with everything that is wrong */
    static void require(List<Slot> slots) {
        List<Violation> problems = new ArrayList<>();
        if (slots.size() > Queues.MAX_SLOTS) {
            problems.add(Violation.error(
                    "slots",
                    "max-count",
                    String.valueOf(Queues.MAX_SLOTS),
                    String.valueOf(slots.size()),
                    "A week can have at most " + Queues.MAX_SLOTS + " slots; remove "
                            + (slots.size() - Queues.MAX_SLOTS) + "."));
        }
        Map<Slot, Integer> first = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            Integer other = first.putIfAbsent(slots.get(i), i);
            if (other != null) {
                problems.add(Violation.error(
                        "slots[" + i + "]",
                        "unique",
                        "1",
                        slots.get(i).toString(),
                        slots.get(i) + " is named already in slots[" + other
                                + "], and two posts cannot go out at one time. Remove it, or choose another time."));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidException(problems);
        }
    }
}
