package io.carillon.persistence.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.persistence.internal.dispatch.DeliveryRows;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Cursor;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists deliveries, the latest due first, each page at the cost of a page: every statement walks one index in its own
 * order, and where several states are wanted their lists are merged here. Only who wants one network walks past the
 * deliveries of others.
 */
final class DeliverySearch {

    private static final Comparator<Delivery> LATEST_FIRST =
            Comparator.comparing(Delivery::due).thenComparing(Delivery::id).reversed();

    private final Connection connection;
    private final DeliveryQuery query;

    DeliverySearch(Connection connection, DeliveryQuery query) {
        this.connection = connection;
        this.query = query;
    }

    Page<Delivery> page(PageRequest request) throws SQLException {
        Optional<Cursor> cursor = request.cursor().map(Cursor::parse);
        List<Delivery> found = new ArrayList<>();
        for (Clauses clauses : lists()) {
            cursor.ifPresent(place -> place.addTo(clauses, "due_at", "id"));
            found.addAll(read(clauses, request.limit() + 1));
        }
        found.sort(LATEST_FIRST);
        if (found.size() <= request.limit()) {
            return new Page<>(found, Optional.empty());
        }
        List<Delivery> items = found.subList(0, request.limit());
        Delivery last = items.get(items.size() - 1);
        return new Page<>(
                items, Optional.of(new Cursor(Micros.of(last.due()), last.id().value()).text()));
    }

    /** One list, or one for each state: no index has several states in the order of due times. */
    private List<Clauses> lists() {
        Set<DeliveryState> states = States.inside(query.states());
        if (query.post().isPresent()) {
            Clauses clauses =
                    start("delivery_post").and("post_id = ?", query.post().get().value());
            query.account().ifPresent(account -> clauses.and("account_id = ?", account.value()));
            return List.of(states.isEmpty() ? clauses : clauses.andIn("state", States.names(states)));
        }
        if (query.account().isPresent()) {
            Clauses clauses = start("delivery_account_due")
                    .and("account_id = ?", query.account().get().value());
            return List.of(states.isEmpty() ? clauses : clauses.andIn("state", States.names(states)));
        }
        if (states.isEmpty()) {
            return List.of(start("delivery_due"));
        }
        return states.stream()
                .map(state -> start("delivery_state_due").and(States.is("state", state)))
                .toList();
    }

    private Clauses start(String index) {
        Clauses clauses =
                new Clauses(index).and("workspace_id = ?", query.workspace().value());
        query.platform().ifPresent(platform -> clauses.and("platform = ?", platform.id()));
        query.from().ifPresent(from -> clauses.and("due_at >= ?", Micros.of(from)));
        query.to().ifPresent(to -> clauses.and("due_at < ?", Micros.of(to)));
        return clauses;
    }

    private List<Delivery> read(Clauses clauses, int limit) throws SQLException {
        String sql = "SELECT " + DeliveryRows.COLUMNS + " FROM delivery" + clauses.derbyIndex() + " WHERE "
                + clauses.text() + " ORDER BY due_at DESC, id DESC FETCH FIRST " + limit + " ROWS ONLY";
        return Sql.query(connection, sql, clauses::bind, DeliveryRows::read);
    }
}
