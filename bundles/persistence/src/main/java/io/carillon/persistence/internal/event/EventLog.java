package io.carillon.persistence.internal.event;

import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.FlatJson;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Writes what has happened, as part of whatever changes things, on its connection. */
public final class EventLog {

    private static final AtomicLong LAST = new AtomicLong();

    private EventLog() {}

    /** What becomes an event. */
    public record Happened(WorkspaceId workspace, EventType type, Map<String, String> data) {}

    /** Told always. */
    public static void tell(Connection connection, Happened happened, Instant now) throws SQLException {
        write(connection, List.of(happened), Audience.of(connection, List.of(happened.workspace()), now), now);
    }

    /** @param audience of at least the workspaces that they happened in */
    public static void write(Connection connection, List<Happened> all, Audience audience, Instant now)
            throws SQLException {
        List<Event> events = all.stream().map(happened -> event(happened, now)).toList();
        Sql.batch(
                connection,
                "INSERT INTO event (workspace_id, id, type, data, created_at) VALUES (?, ?, ?, ?, ?)",
                events,
                (in, event) -> in.text(event.workspace().value())
                        .text(event.id())
                        .text(event.type().text())
                        .text(FlatJson.write(event.data()))
                        .moment(now));
        Sql.batch(
                connection,
                "INSERT INTO event_outbox (event_id, workspace_id) VALUES (?, ?)",
                events.stream()
                        .filter(event -> audience.hasWebhooks(event.workspace()))
                        .toList(),
                (in, event) -> in.text(event.id()).text(event.workspace().value()));
    }

    private static Event event(Happened happened, Instant now) {
        String id = Event.firstId(laterThanAllBefore(now))
                + "-%08x".formatted(ThreadLocalRandom.current().nextInt());
        return new Event(id, happened.workspace(), happened.type(), happened.data(), now);
    }

    /** Of two changes in one microsecond the second comes later. */
    private static Instant laterThanAllBefore(Instant now) {
        return Micros.instant(LAST.accumulateAndGet(Micros.of(now), (last, wanted) -> Math.max(last + 1, wanted)));
    }
}
