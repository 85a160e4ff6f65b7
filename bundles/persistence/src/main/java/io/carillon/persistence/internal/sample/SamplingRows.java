package io.carillon.persistence.internal.sample;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Publication;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Sampling;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is yet to be read, as rows. */
final class SamplingRows {

    static final String COLUMNS = "delivery_id, workspace_id, account_id, platform, remote_id, permalink, published_at,"
            + " age_s, wake_at, failures";

    private static final String AS_CLAIMED = " WHERE delivery_id = ? AND wake_at = ?";

    private SamplingRows() {}

    static List<Sampling> due(Connection connection, Instant now, int limit) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM sampling" + Sql.derbyIndex("sampling_wake")
                        + " WHERE wake_at <= ? ORDER BY wake_at FETCH FIRST " + limit + " ROWS ONLY",
                in -> in.moment(now),
                SamplingRows::read);
    }

    /** @return for each, 1 if it was as it was read */
    static int[] move(Connection connection, List<Sampling> all, Instant until) throws SQLException {
        return Sql.batch(connection, "UPDATE sampling SET wake_at = ?" + AS_CLAIMED, all, (in, one) -> in.moment(until)
                .text(one.delivery().value())
                .moment(one.wakeAt()));
    }

    /** @return false if the claim had ended */
    static boolean end(Connection connection, Sampling.Outcome outcome) throws SQLException {
        Sampling claimed = outcome.claimed();
        if (outcome.next().isEmpty()) {
            return Sql.update(connection, "DELETE FROM sampling" + AS_CLAIMED, in -> in.text(
                                    claimed.delivery().value())
                            .moment(claimed.wakeAt()))
                    == 1;
        }
        Sampling next = outcome.next().get();
        return Sql.update(
                        connection,
                        "UPDATE sampling SET age_s = ?, wake_at = ?, failures = ?" + AS_CLAIMED,
                        in -> in.number(next.age().toSeconds())
                                .moment(next.wakeAt())
                                .count(next.failures())
                                .text(claimed.delivery().value())
                                .moment(claimed.wakeAt()))
                == 1;
    }

    private static Sampling read(Row row) throws SQLException {
        DeliveryId delivery = new DeliveryId(row.text());
        WorkspaceId workspace = new WorkspaceId(row.text());
        AccountId account = new AccountId(row.text());
        Platform platform = new Platform(row.text());
        Publication publication = new Publication(row.text(), row.maybeText().map(URI::create), row.moment());
        Duration age = Duration.ofSeconds(row.number());
        Instant wakeAt = row.moment();
        return new Sampling(delivery, workspace, account, platform, publication, age, row.count(), wakeAt);
    }
}
