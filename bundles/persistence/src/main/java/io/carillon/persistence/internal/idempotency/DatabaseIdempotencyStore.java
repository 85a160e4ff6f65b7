package io.carillon.persistence.internal.idempotency;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** First answers by request key. Whoever inserts the row has the key; the primary key is the referee. */
public final class DatabaseIdempotencyStore implements IdempotencyStore {

    private static final String WHERE_KEY = " WHERE workspace_id = ? AND request_key = ?";

    private final Transactions transactions;

    public DatabaseIdempotencyStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Entry> begin(
            WorkspaceId workspace, String key, String requestHash, Instant now, Instant expiresAt) {
        transactions.sql(connection -> Sql.update(
                connection,
                "DELETE FROM idempotency" + WHERE_KEY + " AND expires_at <= ?",
                in -> in.text(workspace.value()).text(key).moment(now)));
        // Again where the other request gave its key back between our two looks.
        Optional<Entry> known = Optional.empty();
        boolean taken = false;
        while (!taken && known.isEmpty()) {
            taken = insert(workspace, key, requestHash, now, expiresAt);
            known = taken ? Optional.empty() : transactions.sql(connection -> read(connection, workspace, key));
        }
        return known;
    }

    private boolean insert(WorkspaceId workspace, String key, String requestHash, Instant now, Instant expiresAt) {
        try {
            transactions.sql(connection -> Sql.update(
                    connection,
                    "INSERT INTO idempotency (workspace_id, request_key, request_hash, created_at, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    in -> in.text(workspace.value())
                            .text(key)
                            .text(requestHash)
                            .moment(now)
                            .moment(expiresAt)));
            return true;
        } catch (StoreException e) {
            if (SqlProblems.isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private static Optional<Entry> read(Connection connection, WorkspaceId workspace, String key) throws SQLException {
        List<Entry> found = Sql.query(
                connection,
                "SELECT request_hash, status, location, etag, body FROM idempotency" + WHERE_KEY,
                in -> in.text(workspace.value()).text(key),
                DatabaseIdempotencyStore::entry);
        return found.stream().findFirst();
    }

    private static Entry entry(Row row) throws SQLException {
        String hash = row.text();
        Optional<Long> status = row.maybeNumber();
        String location = row.maybeText().orElse("");
        String etag = row.maybeText().orElse("");
        String body = row.maybeText().orElse("");
        return new Entry(hash, status.map(code -> new Answer(code.intValue(), location, etag, body)));
    }

    @Override
    public void complete(WorkspaceId workspace, String key, Answer answer) {
        transactions.sql(connection -> Sql.update(
                connection,
                "UPDATE idempotency SET status = ?, location = ?, etag = ?, body = ?" + WHERE_KEY,
                in -> in.count(answer.status())
                        .text(answer.location())
                        .text(answer.etag())
                        .text(answer.body())
                        .text(workspace.value())
                        .text(key)));
    }

    @Override
    public void release(WorkspaceId workspace, String key) {
        transactions.sql(connection ->
                Sql.update(connection, "DELETE FROM idempotency" + WHERE_KEY, in -> in.text(workspace.value())
                        .text(key)));
    }

    @Override
    public int removeExpired(Instant now) {
        return transactions.sql(connection ->
                Sql.update(connection, "DELETE FROM idempotency WHERE expires_at <= ?", in -> in.moment(now)));
    }
}
