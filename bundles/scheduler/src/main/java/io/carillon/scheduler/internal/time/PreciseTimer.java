package io.carillon.scheduler.internal.time;

import io.carillon.scheduler.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A timer on one thread of its own that keeps an instant to within tens of microseconds: it parks until shortly before,
 * and spins for the rest. It reads the wall clock anew at least ten times a second, so that a clock that is set is
 * noticed, and parks without end while nothing is to be done.
 */
public final class PreciseTimer implements Timer, AutoCloseable {

    /** Parking is coarser than this; the rest is spent spinning. */
    private static final long SPIN_NANOS = 120_000;

    private static final long MAX_PARK_NANOS = 100_000_000;

    private final class Entry implements Task, Comparable<Entry>, Runnable {

        private final ConcurrentSkipListSet<Entry> queue;
        private final long at;
        private final long number = numbers.getAndIncrement();
        private final Runnable task;

        Entry(ConcurrentSkipListSet<Entry> queue, long at, Runnable task) {
            this.queue = queue;
            this.at = at;
            this.task = task;
        }

        @Override
        public void cancel() {
            queue.remove(this);
        }

        @Override
        public void run() {
            task.run();
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final AtomicLong numbers = new AtomicLong();
    private final Clock clock;
    private final long origin = System.nanoTime();
    /** By nanoseconds since the epoch, which a long holds until 2262. */
    private final ConcurrentSkipListSet<Entry> byWall = new ConcurrentSkipListSet<>();
    /** By nanoseconds since {@link #origin}. */
    private final ConcurrentSkipListSet<Entry> byDelay = new ConcurrentSkipListSet<>();

    private final Thread thread;
    private volatile boolean closed;

    public PreciseTimer(Clock clock) {
        this.clock = clock;
        thread = new Thread(this::loop, "carillon-timer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Task schedule(Instant at, Runnable task) {
        return add(new Entry(byWall, nanos(at), task));
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
        return add(new Entry(byDelay, nanoTime() + delay.toNanos(), task));
    }

    private Task add(Entry entry) {
        entry.queue.add(entry);
        Entry first = peek(entry.queue);
        if (first == entry) {
            LockSupport.unpark(thread);
        }
        return entry;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() - origin;
    }

    private static long nanos(Instant at) {
        try {
            return Math.max(0, Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
        } catch (ArithmeticException e) {
            return at.getEpochSecond() < 0 ? 0 : Long.MAX_VALUE;
        }
    }

    private void loop() {
        while (!closed) {
            runDue(byDelay, nanoTime());
            runDue(byWall, nanos(clock.instant()));
            pause();
        }
    }

    private void runDue(ConcurrentSkipListSet<Entry> queue, long now) {
        for (Entry first = peek(queue); first != null && first.at <= now; first = peek(queue)) {
            if (queue.remove(first)) {
                run(first);
            }
        }
    }

    private static Entry peek(ConcurrentSkipListSet<Entry> queue) {
        var entries = queue.iterator();
        return entries.hasNext() ? entries.next() : null;
    }

    private void run(Entry entry) {
        try {
            entry.run();
        } catch (RuntimeException | Error e) {
            // A task's failure must not keep the others from their time.
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    private void pause() {
        Entry wall = peek(byWall);
        Entry delay = peek(byDelay);
        if (wall == null && delay == null) {
            LockSupport.park(this);
            return;
        }
        long untilWall = wall == null ? Long.MAX_VALUE : wall.at - nanos(clock.instant());
        long untilDelay = delay == null ? Long.MAX_VALUE : delay.at - nanoTime();
        if (untilWall <= SPIN_NANOS) {
            Thread.onSpinWait();
            return;
        }
        // Delays need no spinning: nothing that is waited for by its length is that exact.
        long park = Math.min(Math.min(untilWall - SPIN_NANOS, untilDelay), MAX_PARK_NANOS);
        if (park > 0) {
            LockSupport.parkNanos(this, park);
        }
    }

    /** Runs nothing from now on. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
