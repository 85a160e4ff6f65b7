package io.carillon.scheduler.internal.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The results that wait to be stored, and how many of them go into one transaction: fewer after a failure, so that one
 * that the store cannot take is found and goes to the end of the line, then more again. Results are added, and those
 * that are open counted, from any thread; everything else is the writer's.
 */
final class ResultLine {

    private final int most;
    private final Queue<Unstored> incoming = new ConcurrentLinkedQueue<>();
    private final Deque<Unstored> pending = new ArrayDeque<>();
    private final AtomicInteger open = new AtomicInteger();
    private int batch;

    /** @param most how many go into one transaction at most */
    ResultLine(int most) {
        this.most = most;
        batch = most;
    }

    void add(Unstored result) {
        open.incrementAndGet();
        incoming.add(result);
    }

    /** How many were added and are not stored yet. */
    int open() {
        return open.get();
    }

    /** Whether any were added since the last batch was taken. */
    boolean hasNews() {
        return !incoming.isEmpty();
    }

    /** Takes the next settlements that go into one transaction, or one thing of another kind; empty if there is nothing. */
    List<Unstored> next() {
        for (Unstored result = incoming.poll(); result != null; result = incoming.poll()) {
            pending.add(result);
        }
        List<Unstored> results = new ArrayList<>();
        if (!pending.isEmpty()) {
            results.add(pending.remove());
        }
        while (results.size() < batch && areSettlements(results)) {
            results.add(pending.remove());
        }
        return results;
    }

    /** Whether what was taken can be stored together with what is next. */
    private boolean areSettlements(List<Unstored> taken) {
        return pending.peek() instanceof Unstored.Settle && taken.get(0) instanceof Unstored.Settle;
    }

    /** What was taken is stored. */
    void stored(List<Unstored> results) {
        batch = Math.min(most, batch * 2);
        open.addAndGet(-results.size());
    }

    /** The store has failed with what was taken: it is taken again, in smaller batches. */
    void failed(List<Unstored> results) {
        batch = Math.max(1, results.size() / 2);
        if (results.size() == 1) {
            pending.addLast(results.get(0).triedOnce());
            return;
        }
        for (int i = results.size() - 1; i >= 0; i--) {
            pending.addFirst(results.get(i).triedOnce());
        }
    }
}
