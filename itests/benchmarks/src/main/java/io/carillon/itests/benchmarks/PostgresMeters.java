package io.carillon.itests.benchmarks;

import io.carillon.itests.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What PostgreSQL has used: processor time, pages looked at, commits that waited for the disk. */
final class PostgresMeters implements Meters {

    private static final String USED = "SELECT blks_hit + blks_read, wal_sync"
            + " FROM pg_stat_database, pg_stat_wal WHERE datname = current_database()";

    private final PostgresServer server;
    private final String database;

    PostgresMeters(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    @Override
    public void read(String moment, Figures into) {
        into.put(moment + ".serverCpu", cpu());
        try (Connection connection = server.administrator(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(USED)) {
            rows.next();
            into.put(moment + ".pages", rows.getLong(1));
            into.put(moment + ".syncs", rows.getLong(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private double cpu() {
        return server.processes().stream()
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }
}
