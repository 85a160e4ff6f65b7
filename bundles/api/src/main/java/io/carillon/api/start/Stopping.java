package io.carillon.api.start;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How work in the background ends before what it works with is closed. An interrupt in the middle of a statement breaks the
 * connection to an embedded database and is told in the log as if something were wrong, so work under way is let finish
 * first.
 */
public final class Stopping {

    private Stopping() {}

    /**
     * Ends executors: nothing more is begun anywhere, what is under way may take so long, is interrupted after that, and may
     * take as long again to give up. If the caller is interrupted meanwhile, work is interrupted at once, and nobody waits
     * for it; the caller stays interrupted.
     *
     * @param patience how long each executor, one after the other, is waited for; not negative. The later ones finish while
     *     the earlier ones are waited for, so that no clock is read to divide it
     */
    public static void end(Duration patience, ExecutorService... executors) {
        List<ExecutorService> all = List.of(executors);
        all.forEach(ExecutorService::shutdown);
        try {
            await(patience, all);
            all.forEach(ExecutorService::shutdownNow);
            await(patience, all);
        } catch (InterruptedException e) {
            all.forEach(ExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Duration patience, List<ExecutorService> all) throws InterruptedException {
        for (ExecutorService one : all) {
            one.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
