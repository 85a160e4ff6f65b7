package io.carillon.persistence.internal.queue;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Slot;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueChange.Move;
import io.carillon.api.store.QueueEntry;
import io.carillon.api.store.StaleException;
import io.carillon.persistence.internal.dispatch.DeliveryNews;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what becomes of queues, inside the transaction of whatever causes it. A queue's row is taken before any delivery,
 * in the order of accounts; its version keeps two changes from building on the same reading.
 */
public final class QueueRows {

    private static final String INSERT =
            "INSERT INTO account_queue (slots, zone, paused_at, last_at, revision, version,"
                    + " workspace_id, account_id) VALUES (" + Sql.marks(8) + ")";

    private static final String UPDATE = "UPDATE account_queue SET slots = ?, zone = ?, paused_at = ?, last_at = ?,"
            + " revision = ?, version = ? WHERE workspace_id = ? AND account_id = ? AND version = ?";

    private static final String MOVE = "UPDATE delivery SET due_at = ?, queued = ?, state = ?, wait_reason = ?,"
            + " prep_state = ?, wake_at = ?, claim_id = NULL, claim_kind = NULL, claim_node = NULL, claim_boot = NULL,"
            + " claim_at = NULL, claim_until_at = NULL WHERE id = ? AND state = ? AND revision = ? AND due_at = ?"
            + " AND (claim_kind IS NULL OR claim_kind <> 'PUBLISH')";

    /** What {@link #read} reads. */
    public static final String COLUMNS = "account_id, workspace_id, slots, zone, paused_at, last_at, revision, version";

    private QueueRows() {}

    /** A row of {@link #COLUMNS}. */
    public static AccountQueue read(Row row) throws SQLException {
        return new AccountQueue(
                new AccountId(row.text()),
                new WorkspaceId(row.text()),
                slots(row.text()),
                TimeZones.of(row.text()),
                row.maybeMoment(),
                row.maybeMoment(),
                row.number(),
                row.number());
    }

    private static List<Slot> slots(String text) {
        return Stream.of(text.split(","))
                .filter(slot -> !slot.isEmpty())
                .map(slot -> slot.split(" "))
                .map(parts -> new Slot(DayOfWeek.valueOf(parts[0]), LocalTime.parse(parts[1])))
                .toList();
    }

    /** @throws StaleException if a queue or anything in it has moved on */
    public static void change(Connection connection, List<QueueChange> changes, Instant now) throws SQLException {
        List<QueueChange> ordered = changes.stream()
                .sorted(Comparator.comparing(change -> change.queue().account()))
                .toList();
        for (QueueChange change : ordered) {
            take(connection, change);
        }
        move(
                connection,
                ordered.stream()
                        .flatMap(change -> change.moves().stream())
                        .sorted(Comparator.comparing(move -> move.before().id()))
                        .toList(),
                now);
    }

    private static void take(Connection connection, QueueChange change) throws SQLException {
        if (change.expectedVersion() == 0) {
            Sql.update(connection, INSERT, in -> bind(in, change.queue()));
            return;
        }
        int taken = Sql.update(connection, UPDATE, in -> {
            bind(in, change.queue());
            in.number(change.expectedVersion());
        });
        require(taken == 1, "The queue of account " + change.queue().account() + " has moved on since it was read.");
    }

    private static void bind(Binder in, AccountQueue queue) throws SQLException {
        in.text(queue.slots().stream().map(Slot::toString).collect(Collectors.joining(",")))
                .text(queue.zone().getId())
                .moment(queue.pausedAt())
                .moment(queue.last())
                .number(queue.revision())
                .number(queue.version())
                .text(queue.workspace().value())
                .text(queue.account().value());
    }

    private static void move(Connection connection, List<Move> moves, Instant now) throws SQLException {
        int[] moved = Sql.batch(connection, MOVE, moves, (in, move) -> {
            QueueEntry after = move.after();
            QueueEntry before = move.before();
            in.moment(after.due())
                    .text(after.place().name())
                    .text(after.state().name())
                    .text(after.waitReason().map(Enum::name))
                    .text(after.preparation().name())
                    .moment(after.wakeAt())
                    .text(before.id().value())
                    .text(before.state().name())
                    .number(before.revision())
                    .number(Micros.of(before.due()));
        });
        for (int i = 0; i < moved.length; i++) {
            require(moved[i] == 1, "The delivery " + moves.get(i).before().id() + " has moved on since it was read.");
        }
        new DeliveryNews(connection, now)
                .tellOf(moves.stream().map(move -> move.after().id()).toList());
    }

    /** When what is moved wakes. */
    public static Stream<Instant> wakes(List<QueueChange> changes) {
        return changes.stream()
                .flatMap(change -> change.moves().stream())
                .flatMap(move -> move.after().wakeAt().stream());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new StaleException(otherwise);
        }
    }
}
