package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Discard;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Prepared values that are of no use any more, until a publisher cleans them up. */
final class DiscardRows {

    private static final String COLUMNS =
            "idempotency_key, key_minted_at, workspace_id, post_id, delivery_id, account_id, platform, due_at, prepared";

    private static final String LEAVE = "INSERT INTO discard (" + COLUMNS + ") SELECT"
            + " idempotency_key, key_minted_at, workspace_id, post_id, id, account_id, platform, due_at, prepared"
            + " FROM delivery WHERE prepared IS NOT NULL AND LENGTH(prepared) > 0 AND ";

    private static final String FORGET = "UPDATE delivery SET " + DeliveryRows.FORGET_PREPARED + " WHERE id = ?";

    private DiscardRows() {}

    /** To be called in the transaction that makes it useless, once it has the row and before it forgets. */
    static void leave(Connection connection, DeliveryId delivery) throws SQLException {
        Sql.update(connection, LEAVE + "id = ?", in -> in.text(delivery.value()));
    }

    /** As {@link #leave}, and has the delivery forget it. */
    static void move(Connection connection, DeliveryId delivery) throws SQLException {
        leave(connection, delivery);
        Sql.update(connection, FORGET, in -> in.text(delivery.value()));
    }

    /** As {@link #leave}, for all deliveries of a post. */
    static void leaveAll(Connection connection, PostId post) throws SQLException {
        Sql.update(connection, LEAVE + "post_id = ?", in -> in.text(post.value()));
    }

    static List<Discard> take(Connection connection, Dialect dialect, Set<Platform> platforms, int limit)
            throws SQLException {
        if (platforms.isEmpty() || limit < 1) {
            return List.of();
        }
        Clauses clauses = new Clauses("discard_key")
                .andIn("platform", platforms.stream().map(Platform::id).sorted().toList());
        List<Discard> found = Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM discard WHERE " + clauses.text() + " ORDER BY idempotency_key"
                        + " FETCH FIRST " + limit + " ROWS ONLY " + dialect.claimClause(),
                clauses::bind,
                DiscardRows::read);
        List<Discard> taken = new ArrayList<>();
        for (Discard discard : found) {
            int removed = Sql.update(
                    connection,
                    "DELETE FROM discard WHERE idempotency_key = ?",
                    in -> in.text(discard.key().value()));
            if (removed == 1) {
                taken.add(discard);
            }
        }
        return taken;
    }

    private static Discard read(Row row) throws SQLException {
        return new Discard(
                new IdempotencyKey(row.text(), row.moment()),
                new WorkspaceId(row.text()),
                new PostId(row.text()),
                new DeliveryId(row.text()),
                new AccountId(row.text()),
                new Platform(row.text()),
                row.moment(),
                new PreparedValue(row.text()));
    }
}
