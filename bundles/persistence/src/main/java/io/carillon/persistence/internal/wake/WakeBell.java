package io.carillon.persistence.internal.wake;

import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Tells the engines of every node that a delivery wakes soon, as part of the change that makes it so: they hear of it when
 * that is committed, and never if it isn't. On Derby there is one engine, which is told by whoever made the change.
 */
public final class WakeBell {

    /** One for all engines of a database. */
    static final String CHANNEL = "carillon_wake";

    /** What wakes later is found in time without: engines look every ten seconds, and two seconds ahead. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Dialect dialect;
    private final Clock clock;

    public WakeBell(Dialect dialect, Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    /** Rings if one of them wakes soon. */
    public void ring(Connection connection, Stream<Instant> wakes) throws SQLException {
        Instant soon = clock.instant().plus(SOON);
        if (wakes.anyMatch(wake -> wake.isBefore(soon))) {
            ring(connection);
        }
    }

    public void ring(Connection connection) throws SQLException {
        if (dialect == Dialect.POSTGRESQL) {
            Sql.query(connection, "SELECT pg_notify(?, '')", in -> in.text(CHANNEL), row -> true);
        }
    }
}
