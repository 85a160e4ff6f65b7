package io.carillon.persistence.internal.event;

import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EventStore;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
    public void forget(Instant before) {
        List<String> workspaces = transactions.sql(
                connection -> Sql.query(connection, "SELECT id FROM workspace", in -> {}, row -> row.text()));
        for (String workspace : workspaces) {
            transactions.sql(connection -> Sql.update(
                    connection,
                    "DELETE FROM event WHERE workspace_id = ? AND id < ?"
                            + " AND NOT EXISTS (SELECT o.event_id FROM event_outbox o WHERE o.event_id = event.id)",
                    in -> in.text(workspace).text(Event.firstId(before))));
        }
    }
}
