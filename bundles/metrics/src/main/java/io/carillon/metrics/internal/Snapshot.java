package io.carillon.metrics.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Something that costs a little to read: read by one thread at a time, at most every so often, and never waited for longer
 * than a moment. Whoever looks more often sees the same again; what could not be read for long is not known any more.
 */
final class Snapshot<T> {

    private record Reading<T>(T value, long at) {}

    private final Supplier<T> source;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Duration fresh;
    private final Duration patience;
    private final AtomicReference<FutureTask<Void>> running = new AtomicReference<>();
    private volatile Optional<Reading<T>> last = Optional.empty();

    Snapshot(Supplier<T> source, Executor executor, LongSupplier nanoTime, Duration fresh, Duration patience) {
        this.source = source;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.fresh = fresh;
        this.patience = patience;
    }

    /** What was last read, not longer ago than four times what counts as fresh. */
    Optional<T> value() {
        return last.filter(reading -> age(reading) <= 4 * fresh.toNanos()).map(Reading::value);
    }

    void refresh() {
        if (last.filter(reading -> age(reading) < fresh.toNanos()).isPresent()) {
            return;
        }
        FutureTask<Void> task = running.get();
        if (task == null || task.isDone()) {
            FutureTask<Void> next = new FutureTask<>(this::read, null);
            if (!running.compareAndSet(task, next)) {
                return;
            }
            task = next;
            try {
                executor.execute(next);
            } catch (RejectedExecutionException e) {
                // The server is being stopped: what was last read has to do.
                next.cancel(false);
                return;
            }
        }
        await(task);
    }

    private void read() {
        last = Optional.of(new Reading<>(source.get(), nanoTime.getAsLong()));
    }

    private void await(FutureTask<Void> task) {
        try {
            task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Not to be had now: value() shows for how long what is known may still be told.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long age(Reading<T> reading) {
        return nanoTime.getAsLong() - reading.at();
    }
}
