package io.carillon.scheduler.internal.osgi;

import io.carillon.scheduler.internal.keep.Keeper;
import io.carillon.scheduler.internal.time.PreciseTimer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A keeper with a timer and a thread of its own, which is there only while there is something to do. */
final class RunningKeeper {

    private static final int IDLE_SECONDS = 5;

    private final PreciseTimer timer;
    private final ExecutorService thread;
    private final Keeper keeper;

    private RunningKeeper(String name, String failure, Supplier<Optional<Instant>> work, Duration longest) {
        Clock clock = Clock.systemUTC();
        timer = new PreciseTimer(clock);
        thread = thread(name);
        keeper = new Keeper(failure, work, longest, timer, thread, clock);
    }

    /** As {@link Keeper}, started. */
    static RunningKeeper start(String name, String failure, Supplier<Optional<Instant>> work, Duration longest) {
        RunningKeeper running = new RunningKeeper(name, failure, work, longest);
        running.keeper.start();
        return running;
    }

    private static ExecutorService thread(String name) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    void stop() {
        keeper.stop();
        timer.close();
        thread.shutdown();
    }
}
