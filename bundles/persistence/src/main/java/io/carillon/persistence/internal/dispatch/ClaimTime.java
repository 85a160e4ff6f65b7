package io.carillon.persistence.internal.dispatch;

import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Whose clock says when a claim has ended. It has to be one for all who could take it over: a node whose own clock is
 * ahead would else take what another is just sending.
 */
public enum ClaimTime {
    /** The clock of whoever asks: enough where one process has the database to itself. */
    OF_CALLER {
        @Override
        public Instant now(Connection connection, Instant caller) {
            return caller;
        }
    },
    OF_DATABASE {
        @Override
        public Instant now(Connection connection, Instant caller) throws SQLException {
            return Sql.query(connection, MICROS, in -> {}, Row::moment).get(0);
        }
    };

    private static final String MICROS = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";

    public static ClaimTime of(Dialect dialect) {
        return switch (dialect) {
            case DERBY -> OF_CALLER;
            case POSTGRESQL -> OF_DATABASE;
        };
    }

    /** @param caller what the caller's clock says, read before this is asked */
    public abstract Instant now(Connection connection, Instant caller) throws SQLException;
}
