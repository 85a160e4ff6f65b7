package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AttemptId;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Orphan;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Finds what claimants left behind. */
final class Orphans {

    // The index on claims holds few: what is at work now, not what is stored.
    private static final String END_CLAIM =
            "UPDATE %s SET wake_at = ?, " + DeliveryRows.END_CLAIM + " WHERE id = ? AND claim_id = ?";

    private Orphans() {}

    /** A claim of another kind than publishing. */
    private record Left(String delivery, String claim) {}

    static void endOtherKinds(Connection connection, Table table, Claimant claimant, Instant now) throws SQLException {
        end(
                connection,
                table,
                claimed(table)
                        .and("claim_kind <> 'PUBLISH'")
                        .and("claim_node = ?", claimant.node())
                        .and("claim_boot <> ?", claimant.boot()),
                now);
    }

    static int endPreparing(Connection connection, Table table, Claimant gone, Instant now) throws SQLException {
        return end(
                connection,
                table,
                claimed(table)
                        .and("claim_kind = 'PREPARE'")
                        .and("claim_node = ?", gone.node())
                        .and("claim_boot = ?", gone.boot()),
                now);
    }

    /** Between all ids there are: without an end Derby would go on through every row that has no claim. */
    private static Clauses claimed(Table table) {
        return new Clauses(table.byClaim()).and("claim_id > ''").and("claim_id < '~'");
    }

    private static int end(Connection connection, Table table, Clauses clauses, Instant now) throws SQLException {
        List<Left> left = Sql.query(
                connection,
                "SELECT id, claim_id FROM " + table + clauses.derbyIndex() + " WHERE " + clauses.text(),
                clauses::bind,
                row -> new Left(row.text(), row.text()));
        Sql.batch(connection, String.format(END_CLAIM, table), left, (in, item) -> in.moment(now)
                .text(item.delivery())
                .text(item.claim()));
        return left.size();
    }

    static List<Orphan> of(Connection connection, Table table, Claimant claimant, int limit) throws SQLException {
        return find(
                connection,
                table,
                armed(table).and("claim_node = ?", claimant.node()).and("claim_boot <> ?", claimant.boot()),
                limit);
    }

    static List<Orphan> armedBy(Connection connection, Table table, Claimant run, int limit) throws SQLException {
        return find(
                connection,
                table,
                armed(table).and("claim_node = ?", run.node()).and("claim_boot = ?", run.boot()),
                limit);
    }

    static List<Orphan> expired(Connection connection, Table table, Instant now, int limit) throws SQLException {
        return find(connection, table, armed(table).and("claim_until_at <= ?", Micros.of(now)), limit);
    }

    private static Clauses armed(Table table) {
        return new Clauses(table.byState()).and("state = 'ARMED'");
    }

    private static List<Orphan> find(Connection connection, Table table, Clauses clauses, int limit)
            throws SQLException {
        if (limit < 1) {
            return List.of();
        }
        String sql = "SELECT claim_id, claim_node, claim_boot, claim_at, " + table.columns() + " FROM " + table
                + clauses.derbyIndex() + " WHERE " + clauses.text()
                + " ORDER BY claim_until_at, id FETCH FIRST ? ROWS ONLY";
        return Sql.query(
                connection,
                sql,
                in -> {
                    clauses.bind(in);
                    in.count(limit);
                },
                row -> read(table, row));
    }

    private static Orphan read(Table table, Row row) throws SQLException {
        AttemptId attempt = new AttemptId(row.text());
        Claimant claimant = new Claimant(row.text(), row.text());
        Instant armedAt = row.moment();
        return new Orphan(attempt, claimant, table.read(row), armedAt);
    }
}
