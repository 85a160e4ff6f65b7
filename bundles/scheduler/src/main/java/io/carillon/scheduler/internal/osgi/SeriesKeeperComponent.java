package io.carillon.scheduler.internal.osgi;

import io.carillon.api.service.Series;
import io.carillon.scheduler.internal.series.SeriesKeeper;
import io.carillon.scheduler.internal.time.PreciseTimer;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Recurring posts in a container: kept as long as their service is there. */
@Component(service = SeriesKeeperComponent.class, immediate = true)
public final class SeriesKeeperComponent {

    private static final int IDLE_SECONDS = 5;

    private final PreciseTimer timer;
    private final ExecutorService thread = thread();
    private final SeriesKeeper keeper;

    @Activate
    public SeriesKeeperComponent(@Reference Series series) {
        Clock clock = Clock.systemUTC();
        timer = new PreciseTimer(clock);
        keeper = new SeriesKeeper(series, timer, thread, clock);
        keeper.start();
    }

    /** One that is there only while there is something to do. */
    private static ExecutorService thread() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "carillon-series");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    @Deactivate
    void stop() {
        keeper.stop();
        timer.close();
        thread.shutdown();
    }
}
