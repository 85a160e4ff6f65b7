package io.carillon.scheduler.internal.work;

import io.carillon.api.model.Platform;
import io.carillon.scheduler.Workers;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real threads: virtual ones for the networks where the JVM has them (21 and later), else pools that shrink when idle.
 * All are daemons.
 */
public final class ThreadWorkers implements Workers {

    private static final int VIRTUAL_PERMITS = 4096;
    private static final int PLATFORM_PERMITS = 256;
    private static final long IDLE_SECONDS = 10;

    private final ExecutorService dispatcher = pool("dispatcher", 1);
    private final ExecutorService writer = pool("writer", 1);
    private final ExecutorService loader;
    private final Optional<ExecutorService> virtual;
    private final Map<Platform, ExecutorService> networks = new ConcurrentHashMap<>();

    public ThreadWorkers() {
        this(virtualThreads());
    }

    /** Without virtual threads, whatever the JVM has. */
    public static ThreadWorkers onPlatformThreads() {
        return new ThreadWorkers(Optional.empty());
    }

    private ThreadWorkers(Optional<ExecutorService> virtual) {
        this.virtual = virtual;
        loader = growing("load");
    }

    @Override
    public Executor dispatcher() {
        return dispatcher;
    }

    @Override
    public Executor writer() {
        return writer;
    }

    @Override
    public Executor loader() {
        return loader;
    }

    @Override
    public Executor network(Platform platform) {
        return virtual.orElseGet(() -> networks.computeIfAbsent(platform, p -> growing("publish-" + p)));
    }

    @Override
    public int permits() {
        return virtual.isPresent() ? VIRTUAL_PERMITS : PLATFORM_PERMITS;
    }

    @Override
    public void close() {
        dispatcher.shutdown();
        writer.shutdown();
        loader.shutdown();
        virtual.ifPresent(ExecutorService::shutdown);
        networks.values().forEach(ExecutorService::shutdown);
    }

    private static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** As many threads as there are tasks: how many that may be is the bulkhead's to say. */
    private static ExecutorService growing(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger numbers = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "carillon-" + name + "-" + numbers.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** By reflection, since this is compiled for a Java that does not have them. */
    private static Optional<ExecutorService> virtualThreads() {
        if (Runtime.version().feature() < 21) {
            return Optional.empty();
        }
        try {
            Object executor =
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            return Optional.of((ExecutorService) executor);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("This JVM should have virtual threads", e);
        }
    }
}
