package io.carillon.analytics.internal;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.observe.DispatchObserver;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import io.carillon.api.start.StartupFailure;
import io.carillon.api.start.Stopping;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects figures on a thread of its own. The engine tells it what was published, which costs the engine one entry in a
 * queue.
 */
@Component(service = DispatchObserver.class, immediate = true, configurationPid = AnalyticsConfig.PID)
@Designate(ocd = AnalyticsConfig.class)
public final class Analytics implements DispatchObserver {

    private static final Logger LOG = LoggerFactory.getLogger(Analytics.class);

    /** What is beyond this is found like what was published before a crash. */
    private static final int REMEMBERED = 100_000;

    private static final int AT_ONCE = 1000;
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Duration SWEEP = Duration.ofHours(6);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final BlockingQueue<DeliveryId> published = new LinkedBlockingQueue<>(REMEMBERED);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "carillon-analytics");
        made.setDaemon(true);
        return made;
    });
    private final Collector collector;
    private final List<DeliveryId> enrolling = new ArrayList<>();

    @Activate
    public Analytics(
            AnalyticsConfig config,
            @Reference SampleStore store,
            @Reference Publishers publishers,
            @Reference AccountSource accounts) {
        collector = new Collector(store, publishers, accounts, ages(config), Clock.systemUTC());
        long tick = TICK.toMillis();
        thread.scheduleWithFixedDelay(
                () -> attempt("Reading figures", this::collect), tick, tick, TimeUnit.MILLISECONDS);
        // The first time once publishers had the time to come.
        thread.scheduleWithFixedDelay(
                () -> attempt("Looking for posts whose figures nobody reads", collector::enrolMissed),
                Duration.ofSeconds(30).toMillis(),
                SWEEP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static Ages ages(AnalyticsConfig config) {
        try {
            return Ages.of(config.ages());
        } catch (IllegalArgumentException e) {
            throw StartupFailure.tell(e);
        }
    }

    @Deactivate
    public void close() {
        Stopping.end(STOPPING, thread);
    }

    @Override
    public void settled(List<Settlement> settlements) {
        for (Settlement settlement : settlements) {
            Delivery delivery = settlement.delivery();
            if (delivery.state() == DeliveryState.PUBLISHED
                    && delivery.step().isEmpty()
                    && collector.counts(delivery.platform())) {
                published.offer(delivery.id());
            }
        }
    }

    private void collect() {
        // What could not be put down stays for the next time.
        if (enrolling.isEmpty()) {
            published.drainTo(enrolling, AT_ONCE);
        }
        while (!enrolling.isEmpty()) {
            collector.enrol(enrolling);
            enrolling.clear();
            published.drainTo(enrolling, AT_ONCE);
        }
        collector.collect();
    }

    /** The database may be away: the next time comes by itself, and a thrown exception would be the last. */
    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed and is tried again: {}", what, e.toString());
        }
    }
}
