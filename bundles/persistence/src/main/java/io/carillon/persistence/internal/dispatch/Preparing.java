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

    private Preparing() {}

    static boolean checkpoint(Connection connection, Table table, AttemptId claim, PreparedValue progress)
            throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE " + table + " SET prepared = ?, prepared_expires_at = NULL, prep_state = 'PENDING'"
                                + UNDER_CLAIM,
                        in -> in.text(progress.value()).text(claim.value()))
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
        return Sql.update(
                        connection,
                        "UPDATE " + table + " SET prepared = ?, prep_state = ?, prepared_expires_at = ?, wake_at = ?, "
                                + DeliveryRows.END_CLAIM + UNDER_CLAIM,
                        in -> in.text(value.value())
                                .text((ready ? Preparation.READY : Preparation.PENDING).name())
                                .moment(expiresAt)
                                .moment(wakeAt)
                                .text(claim.value()))
                == 1;
    }
}
