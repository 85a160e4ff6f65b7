package io.carillon.persistence.internal.event;

import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has happened, in rows that are written with the change that they tell of. */
public final class DatabaseEventStore implements EventStore {

    private final Transactions transactions;

    public DatabaseEventStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Event> after(WorkspaceId workspace, String after, int limit) {
        return transactions.sql(connection -> Sql.query(
                connection,
                "SELECT id, type, data, created_at FROM event WHERE workspace_id = ? AND id > ?"
                        + " ORDER BY id FETCH FIRST ? ROWS ONLY",
                in -> in.text(workspace.value()).text(after).count(limit),
                row -> EventData.read(workspace, row)));
    }

    @Override
    public void listen(WorkspaceId workspace, Instant until) {
        Listeners.ensure(transactions, workspace);
        transactions.sql(connection -> {
            Listeners.listen(connection, workspace, until);
            return workspace;
        });
    }

    @Override
    public void tell(WorkspaceId workspace, EventType type, Map<String, String> data, Instant at) {
        transactions.sql(connection -> {
            EventLog.tell(connection, new EventLog.Happened(workspace, type, data), at);
            return workspace;
        });
    }

    @Override
    public Set<Platform> platforms() {
        return Set.copyOf(transactions.sql(connection -> Sql.query(
                connection, "SELECT platform FROM event_platform", in -> {}, row -> new Platform(row.text()))));
    }

    @Override
    public void tellPlatforms(Set<Platform> added, Set<Platform> removed, Instant at) {
        try {
            transactions.sql(connection -> {
                for (Platform platform : added) {
                    if (put(connection, platform)) {
                        tell(connection, EventType.PLATFORM_ADDED, platform, at);
                    }
                }
                for (Platform platform : removed) {
                    if (take(connection, platform)) {
                        tell(connection, EventType.PLATFORM_REMOVED, platform, at);
                    }
                }
                return at;
            });
        } catch (StoreException e) {
            // Another node tells it at the same moment; what else there is comes with the next look.
            if (!SqlProblems.isDuplicate(e)) {
                throw e;
            }
        }
    }

    private static boolean put(Connection connection, Platform platform) throws SQLException {
        boolean isKnown = Sql.exists(
                connection, "SELECT platform FROM event_platform WHERE platform = ?", in -> in.text(platform.id()));
        return !isKnown
                && Sql.update(
                                connection,
                                "INSERT INTO event_platform (platform) VALUES (?)",
                                in -> in.text(platform.id()))
                        > 0;
    }

    private static boolean take(Connection connection, Platform platform) throws SQLException {
        return Sql.update(connection, "DELETE FROM event_platform WHERE platform = ?", in -> in.text(platform.id()))
                > 0;
    }

    private static void tell(Connection connection, EventType type, Platform platform, Instant at) throws SQLException {
        for (String workspace : workspaces(connection)) {
            Map<String, String> data = Map.of("platform", platform.id());
            EventLog.tell(connection, new EventLog.Happened(new WorkspaceId(workspace), type, data), at);
        }
    }

    private static List<String> workspaces(Connection connection) throws SQLException {
        return Sql.query(connection, "SELECT id FROM workspace", in -> {}, row -> row.text());
    }

    @Override
    public void forget(Instant before) {
        List<String> workspaces = transactions.sql(DatabaseEventStore::workspaces);
        for (String workspace : workspaces) {
            transactions.sql(connection -> Sql.update(
                    connection,
                    "DELETE FROM event WHERE workspace_id = ? AND id < ?"
                            + " AND NOT EXISTS (SELECT o.event_id FROM event_outbox o WHERE o.event_id = event.id)",
                    in -> in.text(workspace).text(Event.firstId(before))));
        }
    }
}
