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
    private static final String END_OTHER_KINDS =
            "UPDATE delivery SET wake_at = ?, " + DeliveryRows.END_CLAIM + " WHERE id = ? AND claim_id = ?";

    private Orphans() {}

    /** A claim of another kind than publishing. */
    private record Left(String delivery, String claim) {}

    static void endOtherKinds(Connection connection, Claimant claimant, Instant now) throws SQLException {
        Clauses clauses = new Clauses("delivery_claim")
                .and("claim_id > ''")
                .and("claim_kind <> 'PUBLISH'")
                .and("claim_node = ?", claimant.node())
                .and("claim_boot <> ?", claimant.boot());
        List<Left> left = Sql.query(
                connection,
                "SELECT id, claim_id FROM delivery" + clauses.derbyIndex() + " WHERE " + clauses.text(),
                clauses::bind,
                row -> new Left(row.text(), row.text()));
        Sql.batch(connection, END_OTHER_KINDS, left, (in, item) -> in.moment(now)
                .text(item.delivery())
                .text(item.claim()));
    }

    static List<Orphan> of(Connection connection, Claimant claimant, int limit) throws SQLException {
        return find(
                connection,
                armed().and("claim_node = ?", claimant.node()).and("claim_boot <> ?", claimant.boot()),
                limit);
    }

    static List<Orphan> expired(Connection connection, Instant now, int limit) throws SQLException {
        return find(connection, armed().and("claim_until_at <= ?", Micros.of(now)), limit);
    }

    private static Clauses armed() {
        return new Clauses("delivery_state").and("state = 'ARMED'");
    }

    private static List<Orphan> find(Connection connection, Clauses clauses, int limit) throws SQLException {
        String sql = "SELECT claim_id, claim_node, claim_boot, claim_at, " + DeliveryRows.COLUMNS + " FROM delivery"
                + clauses.derbyIndex() + " WHERE " + clauses.text()
                + " ORDER BY claim_until_at, id FETCH FIRST ? ROWS ONLY";
        return Sql.query(
                connection,
                sql,
                in -> {
                    clauses.bind(in);
                    in.count(limit);
                },
                Orphans::read);
    }

    private static Orphan read(Row row) throws SQLException {
        AttemptId attempt = new AttemptId(row.text());
        Claimant claimant = new Claimant(row.text(), row.text());
        Instant armedAt = row.moment();
        return new Orphan(attempt, claimant, DeliveryRows.read(row), armedAt);
    }
}
