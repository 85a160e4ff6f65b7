package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.DeliveryId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What this run remembers of deliveries between two visits. Forgetting is harmless: waits are shorter then, a post that
 * was late because preparing took long is judged as any late post, and nothing is learned from how long it took. Safe for
 * use by many threads.
 */
final class Memory {

    private static final int REMEMBERED = 10_000;

    /** @param begunNanos when preparing began that has met no trouble since; empty where that is not known */
    private record Note(int failures, boolean begunInTime, OptionalLong begunNanos) {

        static final Note EMPTY = new Note(0, false, OptionalLong.empty());
    }

    private final Map<DeliveryId, Note> notes = new LinkedHashMap<>();

    /** One more visit has failed. @return how many in a row */
    synchronized int failed(DeliveryId id) {
        Note before = find(id);
        note(id, new Note(before.failures() + 1, before.begunInTime(), OptionalLong.empty()));
        return before.failures() + 1;
    }

    /** Preparing began while the post was not yet too late. */
    synchronized void begunInTime(DeliveryId id) {
        Note before = find(id);
        note(id, new Note(before.failures(), true, before.begunNanos()));
    }

    /**
     * A visit to prepare begins.
     *
     * @param isFirst whether nothing of it is prepared yet
     * @param nanos by the timer's clock
     */
    synchronized void visited(DeliveryId id, boolean isFirst, long nanos) {
        Note before = find(id);
        note(
                id,
                new Note(
                        before.failures(),
                        before.begunInTime(),
                        isFirst ? OptionalLong.of(nanos) : before.begunNanos()));
    }

    synchronized boolean wasBegunInTime(DeliveryId id) {
        return find(id).begunInTime();
    }

    /** When preparing began, by the timer's clock, if it has met no trouble since. */
    synchronized OptionalLong begunNanos(DeliveryId id) {
        return find(id).begunNanos();
    }

    /** What fails from now on has nothing to do with what failed before. */
    synchronized void startCountingAnew(DeliveryId id) {
        notes.computeIfPresent(id, (known, note) -> new Note(0, note.begunInTime(), note.begunNanos()));
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
