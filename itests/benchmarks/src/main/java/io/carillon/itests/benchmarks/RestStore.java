package io.carillon.itests.benchmarks;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.itests.benchmarks.contender.CarillonRows;
import io.carillon.itests.benchmarks.contender.Item;
import io.carillon.itests.benchmarks.contender.Target;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.IntStream;

/** The database of a whole server, filled while the server is stopped. */
final class RestStore {

    /** The stored ones fall due evenly in this time, from tomorrow on: as far ahead as anything can be scheduled. */
    static final Duration SPAN = Duration.ofDays(3600);

    private static final int PIECE = 250_000;

    private final Target target;

    private RestStore(Target target) {
        this.target = target;
    }

    /** Puts a server that was never started on a database of its own. */
    static RestStore of(String database, CarillonServer server) {
        if (database.equals("derby")) {
            return new RestStore(new Target("jdbc:derby:" + server.data().resolve("database"), "", "", server.data()));
        }
        PostgresDatabase fresh = PostgresServer.shared().createDatabase();
        server.withDatabase(fresh.url(), fresh.user(), fresh.password());
        return new RestStore(new Target(fresh.url(), fresh.user(), fresh.password(), server.data()));
    }

    static Instant tomorrow() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
    }

    void fill(AccountId account, int stored) throws SQLException {
        Instant first = tomorrow();
        try (Connection connection = target.connect()) {
            for (int start = 0; start < stored; start += PIECE) {
                CarillonRows.load(
                        connection,
                        account,
                        Platform.SANDBOX,
                        IntStream.range(start, Math.min(stored, start + PIECE))
                                .mapToObj(i -> new Item(
                                        0, i, first.plus(SPAN.multipliedBy(i).dividedBy(stored))))
                                .toList());
            }
            settle(connection);
        } finally {
            letGo();
        }
    }

    private void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : CarillonRows.TABLES) {
                statement.execute(
                        target.isPostgres()
                                ? "VACUUM (ANALYZE) " + table
                                : "CALL SYSCS_UTIL.SYSCS_UPDATE_STATISTICS(CURRENT SCHEMA, '"
                                        + table.toUpperCase(Locale.ROOT) + "', NULL)");
            }
        }
    }

    /** Derby's files belong to one process at a time. */
    private void letGo() throws SQLException {
        if (target.isPostgres()) {
            return;
        }
        try {
            DriverManager.getConnection(target.url() + ";shutdown=true").close();
        } catch (SQLException e) {
            // That is how Derby says that it did.
            if (!"08006".equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
