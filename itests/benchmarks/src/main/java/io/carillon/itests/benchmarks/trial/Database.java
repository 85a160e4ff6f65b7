package io.carillon.itests.benchmarks.trial;

import io.carillon.itests.benchmarks.contender.Contender;
import io.carillon.itests.benchmarks.contender.Item;
import io.carillon.itests.benchmarks.contender.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a trial does to a contender's database itself. */
final class Database {

    /** What is only stored falls due so far ahead that nobody looks at it. */
    private static final Duration FAR = Duration.ofDays(60);

    private static final int PIECE = 250_000;

    private final Contender contender;
    private final Target target;

    Database(Contender contender, Target target) {
        this.contender = contender;
        this.target = target;
    }

    /** Makes the tables and fills them with what is only stored. */
    void fill(int stored) throws SQLException {
        contender.makeTables(target);
        Instant far = Instant.now().plus(FAR).truncatedTo(ChronoUnit.SECONDS);
        try (Connection connection = target.connect()) {
            for (int start = 0; start < stored; start += PIECE) {
                contender.store(
                        connection,
                        IntStream.range(start, Math.min(stored, start + PIECE))
                                .mapToObj(i -> new Item(0, i, far.plusSeconds(i)))
                                .toList());
            }
        }
        settle();
    }

    void store(List<Item> items) throws SQLException {
        try (Connection connection = target.connect()) {
            connection.setAutoCommit(false);
            contender.store(connection, items);
            connection.commit();
        }
    }

    /** Statistics up to date and nothing left to be written, so that every run begins alike. */
    void settle() throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            for (String table : contender.tables()) {
                statement.execute(
                        target.isPostgres()
                                ? "VACUUM (ANALYZE) " + table
                                : "CALL SYSCS_UTIL.SYSCS_UPDATE_STATISTICS(CURRENT SCHEMA, '"
                                        + table.toUpperCase(Locale.ROOT) + "', NULL)");
            }
            if (!target.isPostgres()) {
                statement.execute("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()");
            }
        }
    }

    int unfinished(int run) throws SQLException {
        try (Connection connection = target.connect()) {
            if (!target.isPostgres()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            }
            return contender.unfinished(connection, run);
        }
    }

    void forget(int run) throws SQLException {
        try (Connection connection = target.connect()) {
            contender.forget(connection, run);
        }
    }
}
