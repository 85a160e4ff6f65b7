package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Platform;
import io.carillon.scheduler.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The one loop: looks at the store, then sleeps until the next look is due, or until it is nudged. There is never more than
 * one look at a time.
 */
final class Dispatcher {

    private static final Duration RETRY_BASE = Duration.ofMillis(100);
    private static final Duration RETRY_CAP = Duration.ofSeconds(5);

    private final Parts parts;
    private final Attendance attendance;
    private final Look look;
    private final Backoff backoff;

    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Timer.Task> planned = Optional.empty();
    private Instant plannedAt = Instant.MAX;
    private boolean busy;
    private boolean troubled;
    private boolean stopped = true;
    private final Trouble trouble = new Trouble("Claiming what is due");

    Dispatcher(Parts parts, Attendance attendance, Look look) {
        this.parts = parts;
        this.attendance = attendance;
        this.look = look;
        backoff = new Backoff(RETRY_BASE, RETRY_CAP, parts.random());
    }

    void start() {
        locked(() -> {
            stopped = false;
        });
        attendance.begin();
        wakeBy(parts.time().now());
    }

    /** No look begins after this; one that is under way ends by itself. */
    void stop() {
        locked(() -> {
            stopped = true;
            planned.ifPresent(Timer.Task::cancel);
        });
    }

    /** Whether no look is under way. */
    boolean isIdle() {
        return locked(() -> !busy);
    }

    /** What keeps it from claiming; empty if nothing does. */
    String problem() {
        return trouble.problem();
    }

    /** When it looks at the store again; absent while it does, and once it is stopped. */
    Optional<Instant> nextLook() {
        return locked(() -> busy || stopped ? Optional.empty() : Optional.of(plannedAt));
    }

    void appeared(Platform platform) {
        attendance.appeared(platform);
        wakeBy(parts.time().now());
    }

    void disappeared(Platform platform) {
        attendance.disappeared(platform);
    }

    /** A delivery was stored as waiting for a publisher that this node has no more. */
    void waitedFor(Platform platform) {
        attendance.waitedFor(platform);
        wakeBy(parts.time().now());
    }

    /** Looks whether others have put something there that wakes before the next look. */
    void glance() {
        parts.store().nextWake().ifPresent(this::expect);
    }

    void nudge() {
        wakeBy(parts.time().now());
    }

    /** Something wants to be woken then. */
    void expect(Instant wake) {
        wakeBy(wake.minus(parts.settings().lookAhead().dividedBy(2)));
    }

    private void wakeBy(Instant at) {
        locked(() -> {
            if (stopped || troubled || !at.isBefore(plannedAt)) {
                return;
            }
            plannedAt = at;
            if (!busy) {
                plan();
            }
        });
    }

    private void plan() {
        planned.ifPresent(Timer.Task::cancel);
        if (plannedAt.isAfter(parts.time().now())) {
            planned = Optional.of(parts.time().timer().schedule(plannedAt, this::begin));
        } else {
            begin();
        }
    }

    private void begin() {
        locked(() -> {
            if (busy || stopped) {
                return;
            }
            busy = true;
            troubled = false;
            plannedAt = Instant.MAX;
            try {
                parts.workers().dispatcher().execute(this::run);
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        });
    }

    private void run() {
        try {
            Instant next = look.take();
            trouble.over();
            backoff.reset();
            locked(() -> {
                busy = false;
                plannedAt = Time.earlier(plannedAt, next);
                if (!stopped) {
                    plan();
                }
            });
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Nothing but time leads out of trouble: nudges do not make the waits shorter. */
    private void failed(Throwable cause) {
        trouble.met(cause);
        locked(() -> {
            busy = false;
            troubled = true;
            if (!stopped) {
                planned = Optional.of(parts.time().timer().schedule(backoff.next(), this::begin));
            }
        });
    }

    private void locked(Runnable step) {
        locked(() -> {
            step.run();
            return true;
        });
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
