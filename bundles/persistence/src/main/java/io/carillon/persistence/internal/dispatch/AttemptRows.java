package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Attempts as rows. They are added and read; only repeated visits to prepare are one row, which grows. */
public final class AttemptRows {

    private static final String COLUMNS =
            "id, delivery_id, kind, attempt_number, node, armed_at, sent_at, answered_at, result, detail, times, by_user";

    private static final String INSERT =
            "INSERT INTO attempt (workspace_id, " + COLUMNS + ") VALUES (" + Sql.marks(13) + ")";

    private static final String JOIN = "UPDATE attempt SET node = ?, sent_at = ?, answered_at = ?, detail = ?,"
            + " times = times + ? WHERE delivery_id = ? AND kind = 'PREPARE' AND attempt_number = ? AND result = ?";

    private static final int DETAIL_LENGTH = 4000;

    private AttemptRows() {}

    /** An attempt and the workspace of its delivery. */
    record Owned(WorkspaceId workspace, Attempt attempt) {}

    static void insert(Connection connection, List<Owned> attempts) throws SQLException {
        Sql.batch(connection, INSERT, attempts, (in, owned) -> {
            in.text(owned.workspace().value());
            bind(in, owned.attempt());
        });
        WordingRows.insert(connection, attempts.stream().map(Owned::attempt).toList());
    }

    /** Adds to the stories of deliveries of one workspace. */
    public static void insert(Connection connection, WorkspaceId workspace, List<Attempt> attempts)
            throws SQLException {
        insert(
                connection,
                attempts.stream().map(attempt -> new Owned(workspace, attempt)).toList());
    }

    /** A visit to prepare that came to the same as an earlier one joins its row. */
    static void tell(Connection connection, Owned owned) throws SQLException {
        Attempt attempt = owned.attempt();
        boolean joined = attempt.kind() == Attempt.Kind.PREPARE
                && Sql.update(connection, JOIN, in -> in.text(attempt.node())
                                .moment(attempt.sentAt())
                                .moment(attempt.answeredAt())
                                .cut(attempt.detail(), DETAIL_LENGTH)
                                .count(attempt.times())
                                .text(attempt.delivery().value())
                                .count(attempt.number())
                                .text(attempt.result().name()))
                        > 0;
        if (!joined) {
            insert(connection, List.of(owned));
        }
    }

    /** In the order in which they were made. */
    public static List<Attempt> of(Connection connection, DeliveryId delivery) throws SQLException {
        List<Attempt> story = Sql.query(
                connection,
                "SELECT " + COLUMNS + " FROM attempt WHERE delivery_id = ? ORDER BY armed_at, attempt_number, id",
                in -> in.text(delivery.value()),
                AttemptRows::read);
        return WordingRows.in(connection, delivery, story);
    }

    /** The story of a delivery that is removed: nothing of it was ever sent. */
    static void remove(Connection connection, DeliveryId delivery) throws SQLException {
        Sql.update(connection, "DELETE FROM attempt WHERE delivery_id = ?", in -> in.text(delivery.value()));
    }

    static Optional<WorkspaceId> workspaceOf(Connection connection, DeliveryId delivery) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT workspace_id FROM delivery WHERE id = ? UNION ALL"
                                + " SELECT workspace_id FROM step WHERE id = ?",
                        in -> in.text(delivery.value()).text(delivery.value()),
                        row -> new WorkspaceId(row.text()))
                .stream()
                .findFirst();
    }

    private static void bind(Binder in, Attempt attempt) throws SQLException {
        in.text(attempt.id().value())
                .text(attempt.delivery().value())
                .text(attempt.kind().name())
                .count(attempt.number())
                .text(attempt.node())
                .moment(attempt.armedAt())
                .moment(attempt.sentAt())
                .moment(attempt.answeredAt())
                .text(attempt.result().name())
                .cut(attempt.detail(), DETAIL_LENGTH)
                .count(attempt.times())
                .text(attempt.by().map(UserId::value));
    }

    private static Attempt read(Row row) throws SQLException {
        return new Attempt(
                new AttemptId(row.text()),
                new DeliveryId(row.text()),
                Attempt.Kind.valueOf(row.text()),
                row.count(),
                row.text(),
                row.moment(),
                row.maybeMoment(),
                row.maybeMoment(),
                Attempt.Result.valueOf(row.text()),
                row.text(),
                row.count(),
                row.maybeText().map(UserId::new));
    }
}
