package io.carillon.scheduler.world;

import io.carillon.api.model.Platform;
import io.carillon.api.store.StoreException;
import io.carillon.scheduler.Timer;
import io.carillon.scheduler.Workers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** What one process reaches of the world; nothing any more once it is dead, whatever its stack still wants to do. */
final class Life implements Timer, Workers {

    private final Timer timer;
    private final Workers workers;
    private boolean dead;

    Life(Timer timer, Workers workers) {
        this.timer = timer;
        this.workers = workers;
    }

    void end() {
        dead = true;
    }

    boolean isOver() {
        return dead;
    }

    <T> T reaches(Class<T> type, T store) {
        return type.cast(Proxy.newProxyInstance(
                Life.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (dead) {
                        throw new StoreException("This process is dead", null);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Runnable whileAlive(Runnable task) {
        return () -> {
            if (!dead) {
                task.run();
            }
        };
    }

    private Executor whileAlive(Executor executor) {
        return task -> {
            if (!dead) {
                executor.execute(whileAlive(task));
            }
        };
    }

    @Override
    public Task schedule(Instant at, Runnable task) {
        return dead ? () -> {} : timer.schedule(at, whileAlive(task));
    }

    @Override
    public Task schedule(Duration delay, Runnable task) {
        return dead ? () -> {} : timer.schedule(delay, whileAlive(task));
    }

    @Override
    public long nanoTime() {
        return timer.nanoTime();
    }

    @Override
    public Executor dispatcher() {
        return whileAlive(workers.dispatcher());
    }

    @Override
    public Executor writer() {
        return whileAlive(workers.writer());
    }

    @Override
    public Executor loader() {
        return whileAlive(workers.loader());
    }

    @Override
    public Executor network(Platform platform) {
        return whileAlive(workers.network(platform));
    }

    @Override
    public int permits() {
        return workers.permits();
    }

    @Override
    public void close() {
        workers.close();
    }
}
