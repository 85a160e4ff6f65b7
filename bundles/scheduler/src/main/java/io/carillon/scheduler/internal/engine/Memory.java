package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.DeliveryId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this run remembers of deliveries between two visits. Forgetting is harmless: waits are shorter then, and a post
 * that was late because preparing took long is judged as any late post. Safe for use by many threads.
 */
final class Memory {

    private static final int REMEMBERED = 10_000;

    private record Note(int failures, boolean begunInTime) {

        static final Note EMPTY = new Note(0, false);
    }

    private final Map<DeliveryId, Note> notes = new LinkedHashMap<>();

    /** One more visit has failed. @return how many in a row */
    synchronized int failed(DeliveryId id) {
        Note before = notes.getOrDefault(id, Note.EMPTY);
        note(id, new Note(before.failures() + 1, before.begunInTime()));
        return before.failures() + 1;
    }

    /** Preparing began while the post was not yet too late. */
    synchronized void begunInTime(DeliveryId id) {
        note(id, new Note(notes.getOrDefault(id, Note.EMPTY).failures(), true));
    }

    synchronized boolean wasBegunInTime(DeliveryId id) {
        return notes.getOrDefault(id, Note.EMPTY).begunInTime();
    }

    /** What fails from now on has nothing to do with what failed before. */
    synchronized void startCountingAnew(DeliveryId id) {
        notes.computeIfPresent(id, (known, note) -> new Note(0, note.begunInTime()));
    }

    private void note(DeliveryId id, Note note) {
        notes.put(id, note);
        if (notes.size() > REMEMBERED) {
            notes.remove(notes.keySet().iterator().next());
        }
    }
}
