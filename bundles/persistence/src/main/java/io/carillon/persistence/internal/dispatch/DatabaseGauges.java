package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.store.StoreGauges;
import io.carillon.persistence.internal.db.Database;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts along the indexes by which the engine and lists find what they need, and never further than to a limit. */
public final class DatabaseGauges implements StoreGauges {

    private static final List<DeliveryState> HELD =
            List.of(DeliveryState.WAITING, DeliveryState.IN_DOUBT, DeliveryState.FAILED, DeliveryState.MISSED);

    private static final Duration SOON = Duration.ofHours(1);

    private final Database database;

    public DatabaseGauges(Database database) {
        this.database = database;
    }

    @Override
    public Backlog backlog(Instant now) {
        Map<DeliveryState, Integer> overdue = none();
        Map<DeliveryState, Integer> soon = none();
        Map<DeliveryState, Integer> held = new EnumMap<>(DeliveryState.class);
        database.transactions().sql(connection -> {
            for (Table table : Table.values()) {
                waking(connection, table, now, overdue, soon);
                for (DeliveryState state : HELD) {
                    held.merge(state, held(connection, table, state), Integer::sum);
                }
            }
            return held;
        });
        return new Backlog(overdue, soon, held);
    }

    /** That there is nothing to do is said, not left out. */
    private static Map<DeliveryState, Integer> none() {
        return new EnumMap<>(Map.of(DeliveryState.SCHEDULED, 0, DeliveryState.RETRYING, 0));
    }

    private void waking(
            Connection connection,
            Table table,
            Instant now,
            Map<DeliveryState, Integer> overdue,
            Map<DeliveryState, Integer> soon)
            throws SQLException {
        String sql = "SELECT state, SUM(CASE WHEN due_at <= ? THEN 1 ELSE 0 END),"
                + " SUM(CASE WHEN due_at > ? AND due_at <= ? THEN 1 ELSE 0 END) FROM (SELECT state, due_at FROM "
                + table
                + Sql.derbyIndex(table.byWake()) + " WHERE wake_at <= ? ORDER BY wake_at FETCH FIRST "
                + COUNTED_AT_MOST + " ROWS ONLY) AS waking GROUP BY state"
                + database.dialect().dirtyRead();
        Instant end = now.plus(SOON);
        Sql.query(connection, sql, in -> in.moment(now).moment(now).moment(end).moment(end), row -> {
            DeliveryState state = DeliveryState.valueOf(row.text()).shown();
            overdue.merge(state, row.count(), Integer::sum);
            soon.merge(state, row.count(), Integer::sum);
            return state;
        });
    }

    /** The state is written, not bound: PostgreSQL may keep one plan for every value of a parameter. */
    private int held(Connection connection, Table table, DeliveryState state) throws SQLException {
        String sql = "SELECT COUNT(*) FROM (SELECT state FROM " + table + Sql.derbyIndex(table.byState())
                + " WHERE state = '" + state.name() + "' FETCH FIRST " + COUNTED_AT_MOST + " ROWS ONLY) AS held"
                + database.dialect().dirtyRead();
        return Sql.query(connection, sql, in -> {}, row -> row.count()).get(0);
    }

    @Override
    public Optional<Connections> connections() {
        return Optional.of(database.connections());
    }
}
