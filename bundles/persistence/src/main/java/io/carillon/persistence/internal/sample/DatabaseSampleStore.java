package io.carillon.persistence.internal.sample;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Sample;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.Sampling;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Figures of published deliveries, beside the engine's tables: only its being REPORTED touches a delivery. */
public final class DatabaseSampleStore implements SampleStore {

    private static final int PIECE = 500;

    private static final String ENROL =
            "INSERT INTO sampling (" + SamplingRows.COLUMNS + ") SELECT d.id, d.workspace_id,"
                    + " d.account_id, d.platform, d.remote_id, d.permalink, d.published_at, CAST(? AS BIGINT),"
                    + " d.published_at + CAST(? AS BIGINT), 0 FROM delivery d";

    private static final String WORTH = " d.remote_id IS NOT NULL AND d.published_at IS NOT NULL"
            + " AND NOT EXISTS (SELECT s.delivery_id FROM sampling s WHERE s.delivery_id = d.id)";

    private final Transactions transactions;
    private final String unlessThere;

    public DatabaseSampleStore(Transactions transactions, Dialect dialect) {
        this.transactions = transactions;
        // On Derby nobody else is there who could have done it meanwhile.
        unlessThere = dialect == Dialect.POSTGRESQL ? " ON CONFLICT DO NOTHING" : "";
    }

    @Override
    public int enrol(Collection<DeliveryId> deliveries, Duration firstAge) {
        int enrolled = 0;
        for (List<DeliveryId> chunk : Chunks.of(deliveries)) {
            enrolled += transactions.sql(connection -> Sql.update(
                    connection,
                    ENROL + " WHERE d.id IN (" + Sql.marks(chunk.size()) + ") AND d.state = 'PUBLISHED' AND" + WORTH
                            + unlessThere,
                    in -> {
                        in.number(firstAge.toSeconds()).number(micros(firstAge));
                        for (DeliveryId delivery : chunk) {
                            in.text(delivery.value());
                        }
                    }));
        }
        return enrolled;
    }

    @Override
    public int enrolMissed(Set<Platform> platforms, Instant dueFrom, Duration firstAge) {
        if (platforms.isEmpty()) {
            return 0;
        }
        List<String> workspaces = transactions.sql(
                connection -> Sql.query(connection, "SELECT id FROM workspace", in -> {}, row -> row.text()));
        int all = 0;
        for (String workspace : workspaces) {
            int enrolled = enrolMissed(workspace, platforms, dueFrom, firstAge);
            while (enrolled > 0) {
                all += enrolled;
                enrolled = enrolMissed(workspace, platforms, dueFrom, firstAge);
            }
        }
        return all;
    }

    private int enrolMissed(String workspace, Set<Platform> platforms, Instant dueFrom, Duration firstAge) {
        String sql = ENROL + Sql.derbyIndex("delivery_state_due")
                + " WHERE d.workspace_id = ? AND d.state = 'PUBLISHED' AND d.due_at >= ? AND d.platform IN ("
                + Sql.marks(platforms.size()) + ") AND" + WORTH + " ORDER BY d.due_at DESC, d.id DESC FETCH FIRST "
                + PIECE
                + " ROWS ONLY" + unlessThere;
        return transactions.sql(connection -> Sql.update(connection, sql, in -> {
            in.number(firstAge.toSeconds())
                    .number(micros(firstAge))
                    .text(workspace)
                    .moment(dueFrom);
            for (Platform platform : platforms) {
                in.text(platform.id());
            }
        }));
    }

    private static long micros(Duration duration) {
        return Math.multiplyExact(duration.toSeconds(), 1_000_000L);
    }

    @Override
    public List<Sampling> claim(Instant now, Instant until, int limit) {
        return transactions.sql(connection -> {
            List<Sampling> due = SamplingRows.due(connection, now, limit);
            int[] taken = SamplingRows.move(connection, due, until);
            List<Sampling> claimed = new ArrayList<>();
            for (int i = 0; i < taken.length; i++) {
                if (taken[i] == 1) {
                    Sampling one = due.get(i);
                    claimed.add(one.next(one.age(), until, one.failures()));
                }
            }
            return claimed;
        });
    }

    @Override
    public Set<DeliveryId> finish(List<Sampling.Outcome> outcomes) {
        Set<DeliveryId> finished = new LinkedHashSet<>();
        for (int start = 0; start < outcomes.size(); start += PIECE) {
            List<Sampling.Outcome> piece = outcomes.subList(start, Math.min(outcomes.size(), start + PIECE));
            finished.addAll(transactions.sql(connection -> finish(connection, piece)));
        }
        return finished;
    }

    private static Set<DeliveryId> finish(Connection connection, List<Sampling.Outcome> outcomes) throws SQLException {
        Set<DeliveryId> finished = new LinkedHashSet<>();
        for (Sampling.Outcome outcome : outcomes) {
            if (SamplingRows.end(connection, outcome)) {
                finished.add(outcome.claimed().delivery());
            }
        }
        List<Sampling.Outcome> read = outcomes.stream()
                .filter(outcome -> finished.contains(outcome.claimed().delivery()))
                .filter(outcome -> outcome.sample().isPresent())
                .toList();
        SampleRows.insert(connection, read);
        SampleRows.report(connection, read);
        return finished;
    }

    @Override
    public List<Sample> samples(DeliveryId delivery) {
        return transactions.sql(connection -> SampleRows.of(connection, delivery));
    }
}
