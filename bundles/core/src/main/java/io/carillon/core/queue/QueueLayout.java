package io.carillon.core.queue;

import io.carillon.api.model.DeliveryId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rule of every queue: who comes first takes the first slot that is free, and so on. */
public final class QueueLayout {

    private QueueLayout() {}

    /**
     * Lays out a queue.
     *
     * @param after the last instant that is not given out any more
     * @param order who takes a slot, the first first
     * @param taken slots that are given to others, whoever comes first
     * @return when each goes out, in the same order: ever later, and none at a time that is taken
     * @throws java.util.NoSuchElementException if somebody wants a slot, and there are none
     */
    public static Map<DeliveryId, Instant> lay(
            SlotTimes slots, Instant after, List<DeliveryId> order, Set<Instant> taken) {
        Iterator<Instant> times = slots.after(after);
        Map<DeliveryId, Instant> laid = new LinkedHashMap<>();
        for (DeliveryId id : order) {
            laid.put(id, nextFree(times, taken));
        }
        return laid;
    }

    /** The first free slots after an instant; none if there are no slots. */
    public static List<Instant> free(SlotTimes slots, Instant after, Set<Instant> taken, int count) {
        Iterator<Instant> times = slots.after(after);
        List<Instant> free = new ArrayList<>();
        while (times.hasNext() && free.size() < count) {
            free.add(nextFree(times, taken));
        }
        return free;
    }

    private static Instant nextFree(Iterator<Instant> times, Set<Instant> taken) {
        Instant time = times.next();
        while (taken.contains(time)) {
            time = times.next();
        }
        return time;
    }
}
