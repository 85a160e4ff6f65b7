package io.carillon.accounts.internal;

import io.carillon.api.start.Stopping;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A thread that looks at the store again and again, one look after the other, and ends between two of them. */
public final class Looks implements AutoCloseable {

    /** A look takes milliseconds; a database that does not answer must not keep a server from stopping. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ScheduledExecutorService thread;

    public Looks(String threadName) {
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, threadName);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** @param look throws nothing: there would be no further looks */
    public void every(Duration pause, Duration first, Runnable look) {
        thread.scheduleWithFixedDelay(look, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One more look, as soon as the one under way is over. */
    public void now(Runnable look) {
        thread.execute(look);
    }

    /** A look under way is let finish, as what it looks at is closed next: it would fail, and say so, for nothing. */
    @Override
    public void close() {
        Stopping.end(PATIENCE, thread);
    }

    boolean isEnding() {
        return thread.isShutdown();
    }

    boolean isOver() {
        return thread.isTerminated();
    }
}
