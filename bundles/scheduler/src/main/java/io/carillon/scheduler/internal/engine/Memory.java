package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.DeliveryId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What this run remembers of deliveries between two visits. Forgetting is harmless: waits are shorter then, and nothing is
 * learned from how long preparing took. Safe for use by many threads.
 */
final class Memory {

    private static final int REMEMBERED = 10_000;

    /** @param begunNanos when preparing began that has met no trouble since; empty where that is not known */
    private record Note(int failures, OptionalLong begunNanos) {

        static final Note EMPTY = new Note(0, OptionalLong.empty());
    }

    private final Map<DeliveryId, Note> notes = new LinkedHashMap<>();

    /** One more visit has failed. @return how many in a row */
    synchronized int failed(DeliveryId id) {
        int failures = find(id).failures() + 1;
        note(id, new Note(failures, OptionalLong.empty()));
        return failures;
    }

    /**
     * A visit to prepare begins.
     *
     * @param isFirst whether nothing of it is prepared yet
     * @param nanos by the timer's clock
     */
    synchronized void visited(DeliveryId id, boolean isFirst, long nanos) {
        Note before = find(id);
        note(id, new Note(before.failures(), isFirst ? OptionalLong.of(nanos) : before.begunNanos()));
    }

    /** When preparing began, by the timer's clock, if it has met no trouble since. */
    synchronized OptionalLong begunNanos(DeliveryId id) {
        return find(id).begunNanos();
    }

    /** What fails from now on has nothing to do with what failed before. */
    synchronized void startCountingAnew(DeliveryId id) {
        notes.computeIfPresent(id, (known, note) -> new Note(0, note.begunNanos()));
    }

    private Note find(DeliveryId id) {
        return notes.getOrDefault(id, Note.EMPTY);
    }

    private void note(DeliveryId id, Note note) {
        notes.put(id, note);
        if (notes.size() > REMEMBERED) {
            notes.remove(notes.keySet().iterator().next());
        }
    }
}
