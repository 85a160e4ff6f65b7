package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Publication;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what an account has sent, or may have sent. */
final class Sent {

    private static final List<String> UNDER_WAY = List.of("ARMED", "PUBLISHING", "IN_DOUBT");

    private Sent() {}

    /** What was published, under the network's id of it. */
    private record There(DeliveryId delivery, String remoteId) {}

    /** State by state: a list of states would make Derby read the whole index. */
    static List<Delivery> underWay(Connection connection, Table table, WorkspaceId workspace, AccountId account)
            throws SQLException {
        List<Delivery> found = new ArrayList<>();
        for (String state : UNDER_WAY) {
            Clauses clauses = new Clauses(table.byState())
                    .and("state = ?", state)
                    .and("workspace_id = ?", workspace.value())
                    .and("account_id = ?", account.value());
            found.addAll(Sql.query(
                    connection,
                    "SELECT " + table.columns() + " FROM " + table + clauses.derbyIndex() + " WHERE " + clauses.text(),
                    clauses::bind,
                    table::read));
        }
        return found;
    }

    /** Passes by everything that the account ever published: there is no index for what is asked so seldom. */
    static Optional<DeliveryId> publishedAs(
            Connection connection, Dialect dialect, AccountId account, String remoteId, Instant since)
            throws SQLException {
        Clauses clauses = new Clauses("delivery_account_due")
                .and("account_id = ?", account.value())
                .and("published_at >= ?", Micros.of(since));
        List<There> lately = Sql.query(
                connection,
                "SELECT id, remote_id FROM delivery" + clauses.derbyIndex() + " WHERE " + clauses.text()
                        + dialect.dirtyRead(),
                clauses::bind,
                row -> new There(new DeliveryId(row.text()), row.maybeText().orElse("")));
        Optional<DeliveryId> post = lately.stream()
                .filter(there -> there.remoteId().equals(remoteId))
                .map(There::delivery)
                .findFirst();
        return post.isPresent() ? post : step(connection, lately, remoteId);
    }

    private static Optional<DeliveryId> step(Connection connection, List<There> followed, String remoteId)
            throws SQLException {
        List<DeliveryId> parents = followed.stream().map(There::delivery).toList();
        return StepRows.of(connection, parents).values().stream()
                .flatMap(List::stream)
                .filter(step -> step.publication()
                        .map(Publication::remoteId)
                        .filter(remoteId::equals)
                        .isPresent())
                .map(Delivery::id)
                .findFirst();
    }
}
