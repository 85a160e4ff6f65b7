package io.carillon.accounts.internal;

import io.carillon.api.model.Platform;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One task at a time for each network: that is gentle to it, and one that hangs holds up no other. Safe for use by many
 * threads.
 */
final class Lanes {

    private static final int NETWORKS = 32;
    private static final int IDLE_SECONDS = 10;

    private final Executor threads;
    private final Set<Platform> busy = ConcurrentHashMap.newKeySet();

    /** @param threads on which the tasks run, such as {@link #threads} */
    Lanes(Executor threads) {
        this.threads = threads;
    }

    /** A thread for each network that has something to do; it refuses what comes beyond many networks. */
    static ExecutorService threads(String name) {
        return new ThreadPoolExecutor(0, NETWORKS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does nothing where the network's last task is not over yet: whoever calls again later finds what is left. */
    void begin(Platform platform, Runnable task) {
        if (!busy.add(platform)) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    busy.remove(platform);
                }
            });
        } catch (RejectedExecutionException e) {
            // The server is stopping, or very many networks hang.
            busy.remove(platform);
        }
    }
}
