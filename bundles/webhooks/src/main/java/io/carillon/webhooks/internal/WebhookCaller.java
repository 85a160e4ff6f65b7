package io.carillon.webhooks.internal;

import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.Vault;
import io.carillon.api.start.Stopping;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.WebhookStore;
import io.carillon.api.store.WebhookStore.Due;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls of events once a second, and has those that are due made, each on a thread of its own. With nothing to do it
 * asks two questions a second.
 */
@Component(
        service = {},
        immediate = true)
public final class WebhookCaller {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookCaller.class);

    /** So many calls are under way at most. */
    private static final int AT_ONCE = 32;

    private static final int EVENTS = 100;
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Longer than a call with everything around it takes. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration LOST = Duration.ofMinutes(1);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);
    private static final Duration EVENTS_KEPT = Duration.ofDays(7);
    private static final Duration CALLS_KEPT = Duration.ofDays(30);

    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final EventStore events;
    private final WebhookStore store;
    private final Calls calls;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, work -> daemon(work, "carillon-webhooks"), new ThreadPoolExecutor.DiscardPolicy());
    private final ThreadPoolExecutor callers = new ThreadPoolExecutor(
            0,
            AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> daemon(work, "carillon-webhook-call"),
            new ThreadPoolExecutor.CallerRunsPolicy());

    @Activate
    public WebhookCaller(
            @Reference EventStore events,
            @Reference WebhookStore store,
            @Reference Vault vault,
            @Reference GuardedHttp http) {
        this.events = events;
        this.store = store;
        calls = new Calls(store, vault, http, new Patience(new SecureRandom()), clock);
        every(TICK, "Calling webhooks", this::look);
        every(LOST, "Looking for secrets that were lost", new LostSecrets(store, vault)::look);
        every(HOUSEKEEPING, "Forgetting old events", this::forget);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void every(Duration span, String what, Runnable work) {
        thread.scheduleWithFixedDelay(
                () -> attempt(what, work), TICK.toMillis(), span.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The database may be away: the next time comes by itself, and a thrown exception would be the last. */
    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed and is tried again: {}", what, e.toString());
        }
    }

    private void look() {
        int spread = store.spread(clock.instant(), EVENTS);
        while (spread == EVENTS) {
            spread = store.spread(clock.instant(), EVENTS);
        }
        claim();
    }

    private void claim() {
        int free = AT_ONCE - underWay.get();
        List<Due> due = free > 0 ? store.claim(clock.instant(), LEASE, free) : List.of();
        for (Due one : due) {
            underWay.incrementAndGet();
            callers.execute(() -> make(one));
        }
    }

    /** Where one call ends, the next may be due already. What is not stored is made again once its claim has ended. */
    private void make(Due due) {
        try {
            attempt("A call of a webhook", () -> calls.make(due));
        } finally {
            underWay.decrementAndGet();
        }
        thread.execute(() -> attempt("Calling webhooks", this::claim));
    }

    private void forget() {
        events.forget(clock.instant().minus(EVENTS_KEPT));
        store.forget(clock.instant().minus(CALLS_KEPT));
    }

    /** Calls under way that take longer are given up and left to whoever comes next. */
    @Deactivate
    public void close() {
        Stopping.end(STOPPING, thread, callers);
    }
}
