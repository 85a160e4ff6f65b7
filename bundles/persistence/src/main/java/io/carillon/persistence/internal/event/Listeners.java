package io.carillon.persistence.internal.event;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** The rows that say where somebody listens. */
public final class Listeners {

    private Listeners() {}

    /** Sees to it that a workspace has its row, in a transaction of its own: the others only update it. */
    public static void ensure(Transactions transactions, WorkspaceId workspace) {
        try {
            transactions.sql(connection -> Sql.update(
                    connection,
                    "INSERT INTO event_listener (workspace_id, streams_until_at, webhooks) SELECT id, 0, 0 FROM workspace"
                            + " WHERE id = ? AND NOT EXISTS (SELECT l.workspace_id FROM event_listener l WHERE"
                            + " l.workspace_id = workspace.id)",
                    in -> in.text(workspace.value())));
        } catch (StoreException e) {
            // Somebody else made it at the same moment, which is as good.
            if (!SqlProblems.isDuplicate(e)) {
                throw e;
            }
        }
    }

    static void listen(Connection connection, WorkspaceId workspace, Instant until) throws SQLException {
        Sql.update(
                connection,
                "UPDATE event_listener SET streams_until_at = ? WHERE workspace_id = ? AND streams_until_at < ?",
                in -> in.moment(until).text(workspace.value()).moment(until));
    }

    /** Comes before whatever changes a workspace's webhooks, so that two changes do not miss each other. */
    public static void lock(Connection connection, WorkspaceId workspace) throws SQLException {
        Sql.update(
                connection,
                "UPDATE event_listener SET webhooks = webhooks WHERE workspace_id = ?",
                in -> in.text(workspace.value()));
    }

    /** Comes after it. */
    public static void count(Connection connection, WorkspaceId workspace) throws SQLException {
        Sql.update(
                connection,
                "UPDATE event_listener SET webhooks = (SELECT COUNT(*) FROM webhook WHERE workspace_id = ?"
                        + " AND disabled_reason IS NULL) WHERE workspace_id = ?",
                in -> in.text(workspace.value()).text(workspace.value()));
    }
}
