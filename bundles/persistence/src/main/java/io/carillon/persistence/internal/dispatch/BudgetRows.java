package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.DeliveryId;
import io.carillon.api.store.Budget;
import io.carillon.api.store.BudgetKey;
import io.carillon.api.store.BudgetLine;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Reservation;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What networks allow, as rows. One transaction at a time works on a budget: its row in {@code budget} is locked. */
final class BudgetRows {

    private static final int REASON_LENGTH = 1000;

    private static final String BY_LATEST = Sql.derbyIndex("budget_place_latest");

    /** Published or on its way there; or waiting for this very place. */
    private static final String COUNTS = "SELECT 1 FROM %s d WHERE d.id = budget_place.delivery_id"
            + " AND (d.state IN ('ARMED', 'PUBLISHING', 'IN_DOUBT', 'PUBLISHED', 'REPORTED')"
            + " OR d.state = 'RETRYING' AND d.retry_at = budget_place.place_at)";

    private static final String GIVE_BACK = "DELETE FROM budget_place WHERE budget_key = ? AND NOT EXISTS ("
            + String.format(COUNTS, Table.DELIVERY) + ") AND NOT EXISTS (" + String.format(COUNTS, Table.STEP) + ")";

    private final Connection connection;
    private final Dialect dialect;

    BudgetRows(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    Map<DeliveryId, Instant> reserve(List<Reservation> wanted) throws SQLException {
        // In one order for everybody, so that nobody waits in a circle.
        TreeMap<String, List<Reservation>> byKey = new TreeMap<>();
        wanted.forEach(one -> one.keys().forEach(key -> byKey.computeIfAbsent(key.value(), k -> new ArrayList<>())
                .add(one)));
        for (Map.Entry<String, List<Reservation>> entry : byKey.entrySet()) {
            lock(entry.getKey());
            forgetWhatEnded(entry.getKey(), entry.getValue());
        }
        Map<DeliveryId, Instant> places = places(wanted, byKey);
        dropOthers(byKey, places);
        Map<DeliveryId, Instant> allotted = Reservation.allot(wanted, places, lines(wanted));
        if (wanted.stream().anyMatch(one -> allotted.get(one.delivery()).isAfter(one.at()))) {
            // Somebody has to wait: for what still counts, not for what was cancelled or failed.
            for (String key : byKey.keySet()) {
                Sql.update(connection, GIVE_BACK, in -> in.text(key));
            }
            allotted.putAll(Reservation.allot(wanted, places, lines(wanted)));
        }
        take(byKey, places, allotted);
        return allotted;
    }

    private void lock(String key) throws SQLException {
        while (Sql.update(
                        connection,
                        "UPDATE budget SET held_until_at = held_until_at WHERE budget_key = ?",
                        in -> in.text(key))
                == 0) {
            add(key);
        }
    }

    private void add(String key) throws SQLException {
        String unlessThere = dialect == Dialect.POSTGRESQL ? " ON CONFLICT DO NOTHING" : "";
        Sql.update(connection, "INSERT INTO budget (budget_key) VALUES (?)" + unlessThere, in -> in.text(key));
    }

    /** The places of those that have one in each of their budgets. */
    private Map<DeliveryId, Instant> places(List<Reservation> wanted, Map<String, List<Reservation>> byKey)
            throws SQLException {
        Map<DeliveryId, Integer> count = new HashMap<>();
        Map<DeliveryId, Instant> found = new HashMap<>();
        for (Map.Entry<String, List<Reservation>> entry : byKey.entrySet()) {
            for (List<DeliveryId> chunk : Chunks.of(ids(entry.getValue()))) {
                Sql.query(
                        connection,
                        "SELECT delivery_id, place_at FROM budget_place WHERE budget_key = ? AND delivery_id IN ("
                                + Sql.marks(chunk.size()) + ")",
                        in -> in.text(entry.getKey())
                                .texts(chunk.stream().map(DeliveryId::value).toList()),
                        row -> {
                            DeliveryId id = new DeliveryId(row.text());
                            count.merge(id, 1, Integer::sum);
                            return found.put(id, row.moment());
                        });
            }
        }
        wanted.stream()
                .filter(one ->
                        count.getOrDefault(one.delivery(), 0) < one.keys().size())
                .forEach(one -> found.remove(one.delivery()));
        return found;
    }

    private static List<DeliveryId> ids(List<Reservation> wanted) {
        return wanted.stream().map(Reservation::delivery).toList();
    }

    private void dropOthers(Map<String, List<Reservation>> byKey, Map<DeliveryId, Instant> places) throws SQLException {
        for (Map.Entry<String, List<Reservation>> entry : byKey.entrySet()) {
            List<Reservation> others =
                    entry.getValue().stream().filter(one -> !keeps(one, places)).toList();
            Sql.batch(
                    connection,
                    "DELETE FROM budget_place WHERE budget_key = ? AND delivery_id = ?",
                    others,
                    (in, one) -> in.text(entry.getKey()).text(one.delivery().value()));
        }
    }

    private static boolean keeps(Reservation one, Map<DeliveryId, Instant> places) {
        return Optional.ofNullable(places.get(one.delivery()))
                .filter(one::isTurn)
                .isPresent();
    }

    /** Only the places that decide are read, however many there are. */
    private Map<Budget, BudgetLine> lines(List<Reservation> wanted) throws SQLException {
        Map<Budget, BudgetLine> lines = new HashMap<>();
        for (Map.Entry<Budget, Integer> entry : Reservation.demand(wanted).entrySet()) {
            Budget budget = entry.getKey();
            int later = Math.max(0, budget.posts() - entry.getValue());
            List<Instant> known = Sql.query(
                    connection,
                    "SELECT place_at FROM budget_place" + BY_LATEST
                            + " WHERE budget_key = ? ORDER BY place_at DESC OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                    in -> in.text(budget.key().value()).count(later).count(budget.posts() - later),
                    row -> row.moment());
            lines.put(budget, new BudgetLine(budget, known, later));
        }
        return lines;
    }

    private void forgetWhatEnded(String key, List<Reservation> wanted) throws SQLException {
        Instant ended = wanted.stream()
                .flatMap(one -> one.budgets().stream()
                        .filter(budget -> budget.key().value().equals(key))
                        .map(budget -> one.at().minus(budget.taken())))
                .min(Instant::compareTo)
                .orElseThrow();
        Sql.update(connection, "DELETE FROM budget_place WHERE budget_key = ? AND place_at < ?", in -> in.text(key)
                .moment(ended));
    }

    private void take(
            Map<String, List<Reservation>> byKey, Map<DeliveryId, Instant> places, Map<DeliveryId, Instant> allotted)
            throws SQLException {
        for (Map.Entry<String, List<Reservation>> entry : byKey.entrySet()) {
            List<Reservation> fresh =
                    entry.getValue().stream().filter(one -> !keeps(one, places)).toList();
            Sql.batch(
                    connection,
                    "INSERT INTO budget_place (budget_key, delivery_id, place_at) VALUES (?, ?, ?)",
                    fresh,
                    (in, one) ->
                            in.text(entry.getKey()).text(one.delivery().value()).moment(allotted.get(one.delivery())));
        }
    }

    void holdBack(Hold hold) throws SQLException {
        String key = hold.key().value();
        lock(key);
        Sql.update(
                connection,
                "UPDATE budget SET held_until_at = ?, reason = ? WHERE budget_key = ?"
                        + " AND (held_until_at IS NULL OR held_until_at < ?)",
                in -> in.moment(hold.until())
                        .cut(hold.reason(), REASON_LENGTH)
                        .text(key)
                        .moment(hold.until()));
    }

    List<Hold> holds(Instant now) throws SQLException {
        return Sql.query(
                connection,
                "SELECT budget_key, held_until_at, reason FROM budget" + Sql.derbyIndex("budget_held")
                        + " WHERE held_until_at > ?" + dialect.dirtyRead(),
                in -> in.moment(now),
                row -> new Hold(new BudgetKey(row.text()), row.moment(), row.text()));
    }
}
