package io.carillon.scheduler.world;

import io.carillon.api.model.Platform;
import io.carillon.scheduler.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** All threads in one line, one task after the other, on whoever runs them. */
public final class QueueWorkers implements Workers {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private int permits = 256;
    private int lost;
    private int refused;
    private int refusedLoads;

    public void permits(int value) {
        permits = value;
    }

    /** The threads of so many of the next calls to a network never come. */
    public void loseCalls(int calls) {
        lost = calls;
    }

    /** So many of the next results find no thread to be stored on. */
    public void refuseWriting(int times) {
        refused = times;
    }

    /** So many of the next things that ask the store beside it find no thread. */
    public void refuseLoading(int times) {
        refusedLoads = times;
    }

    /** Runs what there is to run. */
    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public Executor dispatcher() {
        return tasks::add;
    }

    @Override
    public Executor writer() {
        return task -> {
            if (refused-- > 0) {
                throw new RejectedExecutionException("No thread");
            }
            tasks.add(task);
        };
    }

    @Override
    public Executor loader() {
        return task -> {
            if (refusedLoads-- > 0) {
                throw new InternalError("No thread");
            }
            tasks.add(task);
        };
    }

    @Override
    public Executor network(Platform platform) {
        return task -> {
            if (lost-- <= 0) {
                tasks.add(task);
            }
        };
    }

    @Override
    public int permits() {
        return permits;
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
