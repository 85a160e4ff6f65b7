package io.carillon.persistence.internal.webhook;

import io.carillon.api.model.WebhookId;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Makes calls of the events in the outbox. */
final class Spreading {

    private static final String WANTED = " FROM event e JOIN webhook w ON w.workspace_id = e.workspace_id"
            + " WHERE w.disabled_reason IS NULL AND (w.types = '' OR w.types LIKE '%%,' || e.type || ',%%')"
            + " AND e.id IN (%s) AND e.workspace_id IN (%s)";

    private static final String CALL = "INSERT INTO webhook_call (webhook_id, event_id, type, data, happened_at, state,"
            + " attempts, next_at) SELECT w.id, e.id, e.type, e.data, e.created_at, 'PENDING', 0, CAST(? AS BIGINT)";

    private final Connection connection;

    private record Waiting(String event, String workspace) {}

    Spreading(Connection connection) {
        this.connection = connection;
    }

    int spread(Dialect dialect, Instant now, int limit) throws SQLException {
        // What is not committed yet must not be read, so on Derby nothing is said: it waits for the row then.
        String claim = dialect == Dialect.POSTGRESQL ? dialect.claimClause() : "";
        List<Waiting> waiting = Sql.query(
                connection,
                "SELECT event_id, workspace_id FROM event_outbox ORDER BY event_id FETCH FIRST ? ROWS ONLY " + claim,
                in -> in.count(limit),
                row -> new Waiting(row.text(), row.text()));
        if (!waiting.isEmpty()) {
            List<String> events = waiting.stream().map(Waiting::event).toList();
            call(events, waiting.stream().map(Waiting::workspace).distinct().toList(), now);
            Sql.batch(connection, "DELETE FROM event_outbox WHERE event_id = ?", events, (in, event) -> in.text(event));
        }
        return waiting.size();
    }

    /** The webhooks come last, each in its turn: whoever finishes a call at this moment sees either the calls or the wake. */
    private void call(List<String> events, List<String> workspaces, Instant now) throws SQLException {
        String wanted = String.format(WANTED, Sql.marks(events.size()), Sql.marks(workspaces.size()));
        Sql.update(connection, CALL + wanted, in -> in.moment(now).texts(events).texts(workspaces));
        List<WebhookId> called = Sql.query(
                connection,
                "SELECT DISTINCT w.id" + wanted + " ORDER BY w.id",
                in -> in.texts(events).texts(workspaces),
                row -> new WebhookId(row.text()));
        for (WebhookId webhook : called) {
            Sql.update(
                    connection,
                    "UPDATE webhook SET wake_at = CASE WHEN wake_at < ? THEN wake_at ELSE CAST(? AS BIGINT) END"
                            + " WHERE id = ? AND disabled_reason IS NULL",
                    in -> in.moment(now).moment(now).text(webhook.value()));
        }
    }
}
