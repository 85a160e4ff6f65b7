package io.carillon.core.internal.post;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Real threads for what people ask networks to do with published posts: as many as there are calls, which are bounded for
 * each network, and none while there is nothing to do.
 */
@Component(service = CallThreads.class)
public final class CallThreads implements Executor {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "carillon-published");
                thread.setDaemon(true);
                return thread;
            });

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Calls under way end by themselves. */
    @Deactivate
    void stop() {
        threads.shutdown();
    }
}
