package io.carillon.scheduler.internal.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls to one network: at most so many at a time, the others wait in line. A call keeps its permit until it comes back,
 * however long that takes.
 *
 * <p>Threads are woken by threads: whoever hands a task in wakes one or two, and each that begins wakes the next as long
 * as there is a line. So a crowd that is released at one instant costs its releaser next to nothing, and calls that are
 * short are made by few threads.
 */
final class Bulkhead {

    /** Threads that are woken but have not begun yet, at most: more would only wait for a processor. */
    private static final int WAKING = 2;

    private record Turn(Lane lane, Runnable task) {}

    /** @param number in the order in which they came */
    private record Waiting(Runnable task, Instant urgency, long number) implements Comparable<Waiting> {

        private static final Comparator<Waiting> ORDER =
                Comparator.comparing(Waiting::urgency).thenComparing(Waiting::number);

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }
    }

    private final Executor threads;
    private final int permits;
    private final Runnable onRoom;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Lane, Queue<Waiting>> waiting = new EnumMap<>(Lane.class);
    private final Map<Lane, Integer> active = new EnumMap<>(Lane.class);
    private int waking;
    private long came;

    /** @param onRoom told whenever somebody leaves the line; must be quick */
    Bulkhead(Executor threads, int permits, Runnable onRoom) {
        this.threads = threads;
        this.permits = permits;
        this.onRoom = onRoom;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, lane == Lane.BACKGROUND ? new PriorityQueue<>() : new ArrayDeque<>());
            active.put(lane, 0);
        }
    }

    /**
     * Runs a task on one of the network's threads, now or when a permit is free.
     *
     * @throws RuntimeException if there is no thread to be had; the task will not run then
     */
    void execute(Lane lane, Runnable task) {
        execute(lane, Instant.MIN, task);
    }

    /**
     * As {@link #execute(Lane, Runnable)}.
     *
     * @param urgency what is more urgent goes first in the background; calls that have an instant to keep go as they come
     */
    void execute(Lane lane, Instant urgency, Runnable task) {
        Waiting waits;
        boolean wake;
        lock.lock();
        try {
            waits = new Waiting(task, urgency, came++);
            waiting.get(lane).add(waits);
            wake = mayWake();
        } finally {
            lock.unlock();
        }
        if (wake) {
            try {
                threads.execute(this::work);
            } catch (RuntimeException | Error e) {
                if (takeBack(lane, waits)) {
                    throw e;
                }
            }
        }
    }

    /** @return false if somebody has the task already */
    private boolean takeBack(Lane lane, Waiting task) {
        lock.lock();
        try {
            waking--;
            return waiting.get(lane).remove(task);
        } finally {
            lock.unlock();
        }
    }

    private boolean mayWake() {
        boolean wake = waking < WAKING && nextLane().isPresent();
        if (wake) {
            waking++;
        }
        return wake;
    }

    private Optional<Lane> nextLane() {
        Optional<Lane> next = Optional.empty();
        for (Lane lane : Lane.values()) {
            if (next.isEmpty() && !waiting.get(lane).isEmpty() && hasRoom(lane)) {
                next = Optional.of(lane);
            }
        }
        return next;
    }

    private boolean hasRoom(Lane lane) {
        int background = active.get(Lane.BACKGROUND);
        return active.get(Lane.PUBLISH) + background < permits
                && (lane == Lane.PUBLISH || background < Math.max(1, permits / 2));
    }

    /** One thread takes one task after the other, so that a long line costs no hand-over. */
    private void work() {
        Optional<Turn> turn = first();
        while (turn.isPresent()) {
            Turn now = turn.get();
            try {
                now.task().run();
            } catch (RuntimeException | Error e) {
                report(e);
            }
            turn = next(now.lane());
        }
    }

    private Optional<Turn> first() {
        Optional<Turn> turn;
        boolean wake;
        lock.lock();
        try {
            waking--;
            turn = take();
            wake = mayWake();
        } finally {
            lock.unlock();
        }
        if (wake) {
            try {
                threads.execute(this::work);
            } catch (RuntimeException | Error e) {
                // This thread and those before it are left to do the work.
                lock.lock();
                waking--;
                lock.unlock();
                report(e);
            }
        }
        return turn;
    }

    private Optional<Turn> take() {
        Optional<Turn> turn =
                nextLane().map(lane -> new Turn(lane, waiting.get(lane).remove().task()));
        turn.ifPresent(taken -> active.merge(taken.lane(), 1, Integer::sum));
        return turn;
    }

    /** Gives a lane's permit back and takes the next in line, if any, with a permit of its own. */
    private Optional<Turn> next(Lane done) {
        Optional<Turn> next;
        lock.lock();
        try {
            active.merge(done, -1, Integer::sum);
            next = take();
        } finally {
            lock.unlock();
        }
        onRoom.run();
        return next;
    }

    /** A task's failure is its thread's matter; those that wait in line must not suffer. */
    private static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    /** Whether the next publish call would have to wait for another to come back. */
    boolean isFull() {
        lock.lock();
        try {
            int ahead = waiting.get(Lane.PUBLISH).size();
            return ahead + active.get(Lane.PUBLISH) + active.get(Lane.BACKGROUND) >= permits;
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks are at work. */
    int active() {
        lock.lock();
        try {
            return active.get(Lane.PUBLISH) + active.get(Lane.BACKGROUND);
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
