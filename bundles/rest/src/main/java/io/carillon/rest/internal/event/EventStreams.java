package io.carillon.rest.internal.event;

import io.carillon.api.start.Stopping;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open streams of this server. None holds a thread: once a second all are looked after, each on a thread of its own only
 * while there is something to send. While none is open, nothing is done and nobody asked.
 */
public final class EventStreams implements AutoCloseable {

    static final int MOST = 100;
    static final int MOST_OF_ONE = 10;

    /** Then the caller opens it anew, and is asked again who it is. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    /** So long what happens is stored for whoever opens a stream again, from when it was opened last. */
    static final Duration LISTENING = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int LOOK_MS = 1_000;
    private static final int SENDERS = 16;
    private static final int IDLE_SECONDS = 10;
    /** Who reads slowly does not keep the server from stopping. */
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final Backend backend;
    private final Clock clock;
    private final Map<Open, Boolean> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "carillon-events"));
    private final ThreadPoolExecutor senders = new ThreadPoolExecutor(
            0,
            SENDERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> daemon(work, "carillon-event-sender"));

    private record Open(Caller caller, EventStream stream, AtomicBoolean busy) {

        boolean isOf(Caller other) {
            return caller.user().id().equals(other.user().id());
        }
    }

    public EventStreams(Backend backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
        looks.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @throws ProblemException 429 if there are too many */
    void open(Caller caller, SseEventSink sink, Sse sse, Optional<String> last) {
        EventStore events = backend.get(EventStore.class);
        long mine = open.keySet().stream().filter(one -> one.isOf(caller)).count();
        if (open.size() >= MOST || mine >= MOST_OF_ONE) {
            throw new ProblemException(
                    429,
                    "too-many-streams",
                    "At most %d streams of events are open at a time, %d of one person. Close one first."
                            .formatted(MOST, MOST_OF_ONE));
        }
        Instant now = clock.instant();
        events.listen(caller.workspace(), now.plus(LISTENING));
        EventStream stream = new EventStream(caller.workspace(), sink, sse, last, now);
        Open one = new Open(caller, stream, new AtomicBoolean());
        open.put(one, true);
        send(one);
    }

    private void look() {
        for (Open one : open.keySet()) {
            boolean old = one.stream().openedAt().plus(LONGEST).isBefore(clock.instant());
            if (old || !one.stream().isOpen()) {
                open.remove(one);
                one.stream().close();
            } else {
                send(one);
            }
        }
    }

    private void send(Open one) {
        if (!one.busy().compareAndSet(false, true)) {
            return;
        }
        try {
            senders.execute(() -> {
                try {
                    backend.find(EventStore.class)
                            .ifPresent(events -> one.stream().send(events, clock.instant()));
                } catch (StoreException e) {
                    // The next look tries again, from where the stream is.
                    LOG.debug("Events could not be read", e);
                } finally {
                    one.busy().set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            // Many callers are slow, or the server is stopping: the next look tries again.
            one.busy().set(false);
        }
    }

    int count() {
        return open.size();
    }

    /** Ends all streams, so that the web server need not wait for them. */
    @Override
    public void close() {
        // First, so that no look sends into what is closed.
        looks.shutdown();
        open.keySet().forEach(one -> one.stream().close());
        Stopping.end(STOPPING, looks, senders);
    }
}
