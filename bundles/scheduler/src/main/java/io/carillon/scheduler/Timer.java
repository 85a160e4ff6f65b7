package io.carillon.scheduler;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The passing of time. Tasks run on the timer's own thread, one after the other, so they must be short: they hand work
 * over and never block. Safe for use by many threads.
 */
@ConsumerType
public interface Timer {

    /** Runs a task as soon as the wall clock shows an instant, never before, however the clock is set meanwhile. */
    Task schedule(Instant at, Runnable task);

    /** Runs a task after a time that no setting of the wall clock changes. */
    Task schedule(Duration delay, Runnable task);

    /** Nanoseconds that pass evenly, whatever happens to the wall clock; only differences mean anything. */
    long nanoTime();

    /** A task that is yet to run. */
    interface Task {

        /** Keeps it from running if it has not begun. */
        void cancel();
    }
}
