package io.carillon.rest.internal.auth;

import io.carillon.api.start.Stopping;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes sessions and idempotency keys that have expired, on a thread of its own. */
@Component(service = {})
public final class Sweeper {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long EVERY_MINUTES = 10;
    private static final Duration STOPPING = Duration.ofSeconds(5);

    private final IdentityStore identities;
    private final IdempotencyStore idempotency;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    @Activate
    public Sweeper(@Reference IdentityStore identities, @Reference IdempotencyStore idempotency) {
        this(identities, idempotency, Clock.systemUTC(), Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "carillon-rest-sweeper");
            daemon.setDaemon(true);
            return daemon;
        }));
    }

    Sweeper(IdentityStore identities, IdempotencyStore idempotency, Clock clock, ScheduledExecutorService thread) {
        this.identities = identities;
        this.idempotency = idempotency;
        this.clock = clock;
        this.thread = thread;
        thread.scheduleWithFixedDelay(this::sweep, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    @Deactivate
    public void close() {
        Stopping.end(STOPPING, thread);
    }

    private void sweep() {
        Instant now = clock.instant();
        try {
            int sessions = identities.removeExpiredSessions(now);
            int keys = idempotency.removeExpired(now);
            LOG.debug("Removed {} expired sessions and {} expired idempotency keys", sessions, keys);
        } catch (StoreException e) {
            // The next sweep finds them all the same; letting it out would end the series.
            LOG.info("Expired sessions and idempotency keys are left for the next sweep: {}", e.getMessage());
        }
    }
}
