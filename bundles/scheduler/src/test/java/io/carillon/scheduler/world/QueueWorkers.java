package io.carillon.scheduler.world;

import io.carillon.api.model.Platform;
import io.carillon.scheduler.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** All threads in one line, one task after the other, on whoever runs them. */
public final class QueueWorkers implements Workers {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private int permits = 256;

    public void permits(int value) {
        permits = value;
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
        return tasks::add;
    }

    @Override
    public Executor loader() {
        return tasks::add;
    }

    @Override
    public Executor network(Platform platform) {
        return tasks::add;
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
