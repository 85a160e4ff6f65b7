package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Preparation;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Keeps what preparing comes to, as long as the claim for it lasts. */
final class Preparing {

    private static final String UNDER_CLAIM = " WHERE claim_id = ? AND claim_kind = 'PREPARE'";

    /** What was being prepared in time is not late before it could go on: at the end of its claim at the latest. */
    private static final String CHECKPOINT = "UPDATE %s SET prepared = ?, prepared_expires_at = NULL,"
            + " prep_state = 'PENDING', late_from_at = CASE WHEN wake_at > COALESCE(late_from_at, due_at) THEN wake_at"
            + " ELSE late_from_at END" + UNDER_CLAIM;

    private static final String FINISH =
            "UPDATE %s SET prepared = ?, prep_state = ?, prepared_expires_at = ?, wake_at = ?,"
                    + " late_from_at = CASE WHEN ? > COALESCE(late_from_at, due_at) THEN ? ELSE late_from_at END, "
                    + DeliveryRows.END_CLAIM + UNDER_CLAIM;

    private Preparing() {}

    static boolean checkpoint(Connection connection, Table table, AttemptId claim, PreparedValue progress)
            throws SQLException {
        return Sql.update(connection, String.format(CHECKPOINT, table), in -> in.text(progress.value())
                        .text(claim.value()))
                == 1;
    }

    static boolean finish(
            Connection connection,
            Table table,
            AttemptId claim,
            PreparedValue value,
            boolean ready,
            Optional<Instant> expiresAt,
            Instant wakeAt)
            throws SQLException {
        return Sql.update(connection, String.format(FINISH, table), in -> in.text(value.value())
                        .text((ready ? Preparation.READY : Preparation.PENDING).name())
                        .moment(expiresAt)
                        .moment(wakeAt)
                        .moment(wakeAt)
                        .moment(wakeAt)
                        .text(claim.value()))
                == 1;
    }
}
