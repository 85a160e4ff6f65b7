package io.carillon.scheduler.internal.engine;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls to one network: at most so many at a time, the others wait in line. A call keeps its permit until it comes back,
 * however long that takes.
 */
final class Bulkhead {

    private record Turn(Lane lane, Runnable task) {}

    private final Executor threads;
    private final int permits;
    private final Runnable onRoom;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Lane, Queue<Runnable>> waiting = new EnumMap<>(Lane.class);
    private final int[] active = new int[Lane.values().length];

    /** @param onRoom told whenever somebody leaves the line; must be quick */
    Bulkhead(Executor threads, int permits, Runnable onRoom) {
        this.threads = threads;
        this.permits = permits;
        this.onRoom = onRoom;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    /**
     * Runs a task on one of the network's threads, now or when a permit is free.
     *
     * @throws RuntimeException if there is no thread to be had; the task will not run then
     */
    void execute(Lane lane, Runnable task) {
        if (!admit(lane, task)) {
            return;
        }
        try {
            threads.execute(() -> work(lane, task));
        } catch (RuntimeException | Error e) {
            release(lane);
            throw e;
        }
    }

    private boolean admit(Lane lane, Runnable task) {
        lock.lock();
        try {
            boolean free = hasRoom(lane);
            if (free) {
                active[lane.ordinal()]++;
            } else {
                waiting.get(lane).add(task);
            }
            return free;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(Lane lane) {
        int all = active[Lane.PUBLISH.ordinal()] + active[Lane.BACKGROUND.ordinal()];
        return all < permits && (lane == Lane.PUBLISH || active[Lane.BACKGROUND.ordinal()] < Math.max(1, permits / 2));
    }

    /** One thread takes one task after the other, so that a long line costs no hand-over. */
    private void work(Lane first, Runnable firstTask) {
        Optional<Turn> turn = Optional.of(new Turn(first, firstTask));
        while (turn.isPresent()) {
            Turn now = turn.get();
            try {
                now.task().run();
            } catch (RuntimeException | Error e) {
                // A task's failure is its thread's matter; those that wait in line must not suffer.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
            turn = next(now.lane());
        }
    }

    /** Gives a lane's permit back and takes the next in line, if any, with a permit of its own. */
    private Optional<Turn> next(Lane done) {
        Optional<Turn> next = Optional.empty();
        lock.lock();
        try {
            active[done.ordinal()]--;
            for (Lane lane : Lane.values()) {
                if (next.isEmpty() && !waiting.get(lane).isEmpty() && hasRoom(lane)) {
                    active[lane.ordinal()]++;
                    next = Optional.of(new Turn(lane, waiting.get(lane).remove()));
                }
            }
        } finally {
            lock.unlock();
        }
        onRoom.run();
        return next;
    }

    private void release(Lane lane) {
        lock.lock();
        try {
            active[lane.ordinal()]--;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next publish call would have to wait. */
    boolean isFull() {
        lock.lock();
        try {
            return !hasRoom(Lane.PUBLISH);
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks wait in a lane. */
    int waiting(Lane lane) {
        lock.lock();
        try {
            return waiting.get(lane).size();
        } finally {
            lock.unlock();
        }
    }
}
