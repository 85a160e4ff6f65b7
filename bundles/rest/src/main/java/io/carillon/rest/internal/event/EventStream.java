package io.carillon.rest.internal.event;

import io.carillon.api.model.Event;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EventStore;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One caller's stream. It looks a few seconds back, since servers store events at the same time. For one thread at a time. */
final class EventStream {

    /** How far the clocks of servers differ, and longer than a transaction takes. */
    static final Duration LOOK_BACK = Duration.ofSeconds(10);

    /** What is between the server and the caller closes connections that are silent for long. */
    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int PAGE = 200;

    private static final int MICROS_DIGITS = 16;

    private static final Pattern ID = Pattern.compile("[0-7][0-9a-f]{15}(-[0-9a-f]{8})?");

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
        Optional<String> known = last.filter(ID.asMatchPredicate());
        first = known.map(EventStream::lookBack).orElse(Event.firstId(now));
        this.last = first;
        known.ifPresent(sent::add);
        openedAt = now;
        // Something is to be said at once, so that the caller knows that the stream is open.
        heard = Instant.MIN;
    }

    /** What was stored late, under an id before the one that the caller has seen, is behind this. */
    private static String lookBack(String id) {
        long micros = Long.parseLong(id.substring(0, MICROS_DIGITS), 16);
        return "%016x".formatted(Math.max(0, micros - TimeUnit.SECONDS.toMicros(LOOK_BACK.toSeconds())));
    }

    Instant openedAt() {
        return openedAt;
    }

    boolean isOpen() {
        return !sink.isClosed();
    }

    /** Sends what is new; blocks while the caller does not read. */
    void send(EventStore events, Instant now) {
        String lookedBack = Event.firstId(now.minus(LOOK_BACK));
        String from = later(first, last.compareTo(lookedBack) < 0 ? last : lookedBack);
        List<Event> page;
        do {
            page = events.after(workspace, from, PAGE);
            for (Event event : page) {
                from = event.id();
                last = later(from, last);
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

    private void send(Event event, Instant now) {
        Map<String, String> data = new TreeMap<>(event.data());
        data.put("at", event.at().toString());
        send(
                sse.newEventBuilder()
                        .id(event.id())
                        .name(event.type().text())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(Map.class, data)
                        .build(),
                now);
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
