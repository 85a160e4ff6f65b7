package io.carillon.persistence.internal.node;

import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeStore;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The servers that share this database. */
public final class DatabaseNodeStore implements NodeStore {

    private static final Duration REMEMBERED = Duration.ofDays(7);

    private static final String UPDATE =
            "UPDATE node SET " + String.join(" = ?, ", NodeRows.COLUMNS) + " = ? WHERE id = ? AND boot = ?";

    private static final String TAKE_OVER = "UPDATE node SET " + String.join(" = ?, ", NodeRows.COLUMNS)
            + " = ? WHERE id = ? AND (stopped = TRUE OR place = ? OR seen_at + beat_us * " + Node.BEATS + " <= ?)";

    private static final String INSERT = "INSERT INTO node (" + String.join(", ", NodeRows.COLUMNS) + ") VALUES ("
            + Sql.marks(NodeRows.COLUMNS.length) + ")";

    private final Transactions transactions;
    private final Dialect dialect;
    private final ClaimTime time;
    private final Clock clock;

    public DatabaseNodeStore(Transactions transactions, Dialect dialect, ClaimTime time, Clock clock) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.time = time;
        this.clock = clock;
    }

    @Override
    public boolean isShared() {
        return dialect != Dialect.DERBY;
    }

    @Override
    public Instant now() {
        return transactions.sql(this::now);
    }

    private Instant now(Connection connection) throws SQLException {
        return time.now(connection, clock.instant());
    }

    @Override
    public boolean beat(Node node) {
        return transactions.sql(connection -> {
            Instant now = now(connection);
            return update(connection, node, now) || takeOver(connection, node, now) || insert(connection, node, now);
        });
    }

    private static boolean update(Connection connection, Node node, Instant now) throws SQLException {
        return Sql.update(connection, UPDATE, in -> {
                    NodeRows.bind(in, node, now);
                    in.text(node.run().node()).text(node.run().boot());
                })
                > 0;
    }

    private static boolean takeOver(Connection connection, Node node, Instant now) throws SQLException {
        return Sql.update(connection, TAKE_OVER, in -> {
                    NodeRows.bind(in, node, now);
                    in.text(node.run().node()).text(node.place()).moment(now);
                })
                > 0;
    }

    /** Two that insert the same id at once are told apart by the key: one fails, and is refused when it tries again. */
    private static boolean insert(Connection connection, Node node, Instant now) throws SQLException {
        String id = node.run().node();
        if (Sql.exists(connection, "SELECT id FROM node WHERE id = ?", in -> in.text(id))) {
            return false;
        }
        Sql.update(connection, "DELETE FROM node WHERE seen_at < ?", in -> in.number(Micros.of(now.minus(REMEMBERED))));
        return Sql.update(connection, INSERT, in -> NodeRows.bind(in, node, now)) > 0;
    }

    @Override
    public void leave(Claimant run) {
        transactions.sql(connection -> {
            Instant now = now(connection);
            return Sql.update(
                    connection,
                    "UPDATE node SET stopped = TRUE, seen_at = ? WHERE id = ? AND boot = ?",
                    in -> in.moment(now).text(run.node()).text(run.boot()));
        });
    }

    @Override
    public NodeRoll roll() {
        return transactions.sql(connection -> {
            Instant now = now(connection);
            return new NodeRoll(
                    now,
                    Sql.query(
                            connection,
                            "SELECT " + String.join(", ", NodeRows.COLUMNS) + " FROM node ORDER BY id",
                            in -> {},
                            NodeRows::read));
        });
    }
}
