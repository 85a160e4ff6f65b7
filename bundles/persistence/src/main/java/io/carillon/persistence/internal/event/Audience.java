package io.carillon.persistence.internal.event;

import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who listens in some workspaces, as it is in the transaction that changes something there.
 *
 * @param listening workspaces where somebody does, and whether webhooks are among them
 */
public record Audience(Map<WorkspaceId, Boolean> listening) {

    private static final String FIND =
            "SELECT workspace_id, webhooks FROM event_listener WHERE (webhooks > 0 OR streams_until_at > ?)";

    private record Listener(WorkspaceId workspace, boolean webhooks) {}

    public static Audience of(Connection connection, Collection<WorkspaceId> workspaces, Instant now)
            throws SQLException {
        Map<WorkspaceId, Boolean> listening = new HashMap<>();
        for (List<WorkspaceId> chunk : Chunks.of(workspaces)) {
            Sql.query(
                            connection,
                            FIND + " AND workspace_id IN (" + Sql.marks(chunk.size()) + ")",
                            in -> in.moment(now)
                                    .texts(chunk.stream()
                                            .map(WorkspaceId::value)
                                            .toList()),
                            row -> new Listener(new WorkspaceId(row.text()), row.count() > 0))
                    .forEach(found -> listening.put(found.workspace(), found.webhooks()));
        }
        return new Audience(listening);
    }

    /** Whether anybody listens anywhere. */
    public static boolean isAny(Connection connection, Instant now) throws SQLException {
        return Sql.exists(connection, FIND + " FETCH FIRST 1 ROWS ONLY", in -> in.moment(now));
    }

    public boolean listens(WorkspaceId workspace) {
        return listening.containsKey(workspace);
    }

    boolean hasWebhooks(WorkspaceId workspace) {
        return listening.getOrDefault(workspace, false);
    }
}
