package io.carillon.scheduler.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** One of a process's executors: tasks in their order, one at a time or as many as come. */
final class Line implements Executor {

    private final Boot boot;
    private final boolean single;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean busy;

    Line(Boot boot, boolean single) {
        this.boot = boot;
        this.single = single;
    }

    @Override
    public void execute(Runnable task) {
        if (boot.isAlive()) {
            tasks.add(task);
        }
    }

    boolean isAble() {
        return !tasks.isEmpty() && !(single && busy) && !boot.isPaused();
    }

    void runFirst() {
        Runnable task = tasks.remove();
        busy = true;
        try {
            task.run();
        } finally {
            busy = false;
        }
    }
}
