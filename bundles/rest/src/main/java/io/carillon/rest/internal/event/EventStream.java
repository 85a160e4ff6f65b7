package io.carillon.rest.internal.event;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.EventStore.AccountChanged;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One caller's stream. It looks a few seconds back, since servers store events at the same time. For one thread at a time. */
final class EventStream {

    /** How far the clocks of servers differ, and longer than a transaction takes. */
    static final Duration LOOK_BACK = Duration.ofSeconds(10);

    /** What is between the server and the caller closes connections that are silent for long. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int PAGE = 200;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}(-[0-9a-f]{8})?");

    private final WorkspaceId workspace;
    private final SseEventSink sink;
    private final Sse sse;
    private final Set<String> sent = new HashSet<>();
    private final Instant openedAt;
    /** Nothing up to here is sent. */
    private final String first;

    private String last;
    private Instant heard;

    EventStream(WorkspaceId workspace, SseEventSink sink, Sse sse, Optional<String> last, Instant now) {
        this.workspace = workspace;
        this.sink = sink;
        this.sse = sse;
        first = last.filter(ID.asMatchPredicate()).orElse(AccountChanged.firstId(now));
        this.last = first;
        openedAt = now;
        // Something is to be said at once, so that the caller knows that the stream is open.
        heard = Instant.MIN;
    }

    Instant openedAt() {
        return openedAt;
    }

    boolean isOpen() {
        return !sink.isClosed();
    }

    /** Sends what is new; blocks while the caller does not read. */
    void send(EventStore events, Instant now) {
        String lookedBack = AccountChanged.firstId(now.minus(LOOK_BACK));
        String from = later(first, last.compareTo(lookedBack) < 0 ? last : lookedBack);
        List<AccountChanged> page;
        do {
            page = events.after(workspace, from, PAGE);
            for (AccountChanged event : page) {
                from = event.id();
                if (sent.add(event.id())) {
                    send(event, now);
                }
            }
        } while (page.size() == PAGE && !sink.isClosed());
        sent.removeIf(id -> id.compareTo(lookedBack) < 0);
        if (heard.plus(HEARTBEAT).isBefore(now)) {
            send(sse.newEventBuilder().comment("").build(), now);
        }
    }

    private static String later(String one, String other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void send(AccountChanged event, Instant now) {
        Map<String, String> data = new TreeMap<>(Map.of(
                "account", event.account(),
                "status", event.status().name(),
                "at", event.at().toString()));
        send(
                sse.newEventBuilder()
                        .id(event.id())
                        .name("account.changed")
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(Map.class, data)
                        .build(),
                now);
        last = later(event.id(), last);
    }

    private void send(OutboundSseEvent event, Instant now) {
        if (!sink.isClosed()) {
            heard = now;
            sink.send(event).exceptionally(gone -> {
                sink.close();
                return null;
            });
        }
    }

    void close() {
        sink.close();
    }
}
