package io.carillon.persistence.internal.queue;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueEntry;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.dispatch.DeliveryRows;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Cursor;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import io.carillon.persistence.internal.wake.WakeBell;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Queues. Each statement walks {@code delivery_queue} in its own order, so what was queued before and is published costs
 * nothing; what has a chosen slot is a list of its own there, and the two are merged.
 */
public final class DatabaseQueueStore implements QueueStore {

    private static final String ENTRY =
            "id, due_at, queued, revision, state, wait_reason, prep_state, wake_at," + " upload_bytes";

    private static final Comparator<Delivery> BY_DUE =
            Comparator.comparing(Delivery::due).thenComparing(Delivery::id);

    private final Transactions transactions;
    private final WakeBell bell;
    private final Clock clock;

    public DatabaseQueueStore(Transactions transactions, WakeBell bell, Clock clock) {
        this.transactions = transactions;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public Optional<AccountQueue> queue(WorkspaceId workspace, AccountId account) {
        return transactions.sql(connection -> Sql.query(
                        connection,
                        "SELECT " + QueueRows.COLUMNS + " FROM account_queue WHERE account_id = ? AND workspace_id = ?",
                        in -> in.text(account.value()).text(workspace.value()),
                        QueueRows::read)
                .stream()
                .findFirst());
    }

    @Override
    public List<QueueEntry> queued(AccountId account, Instant after) {
        return transactions.sql(connection -> {
            List<QueueEntry> entries = new ArrayList<>();
            for (QueuePlace place : QueuePlace.values()) {
                Clauses clauses = inQueue(account, place, after);
                entries.addAll(Sql.query(connection, select(ENTRY, clauses), clauses::bind, DatabaseQueueStore::entry));
            }
            return entries.stream().sorted(QueueEntry.BY_DUE).toList();
        });
    }

    private static QueueEntry entry(Row row) throws SQLException {
        return new QueueEntry(
                new DeliveryId(row.text()),
                row.moment(),
                QueuePlace.valueOf(row.text()),
                row.number(),
                DeliveryState.valueOf(row.text()),
                row.maybeText().map(WaitReason::valueOf),
                Preparation.valueOf(row.text()),
                row.maybeMoment(),
                row.maybeNumber().orElse(0L));
    }

    @Override
    public List<Instant> chosen(AccountId account, Instant after) {
        Clauses clauses = inQueue(account, QueuePlace.CHOSEN, after);
        return transactions.sql(
                connection -> Sql.query(connection, select("due_at", clauses), clauses::bind, row -> row.moment()));
    }

    @Override
    public Page<Delivery> listQueued(AccountId account, Instant after, PageRequest page) {
        Optional<Cursor> cursor = page.cursor().map(Cursor::parse);
        return transactions.sql(connection -> {
            List<Delivery> found = new ArrayList<>();
            for (QueuePlace place : QueuePlace.values()) {
                found.addAll(read(connection, inQueue(account, place, after), cursor, page.limit() + 1));
            }
            found.sort(BY_DUE);
            if (found.size() <= page.limit()) {
                return new Page<>(found, Optional.empty());
            }
            Delivery last = found.get(page.limit() - 1);
            return new Page<>(
                    found.subList(0, page.limit()),
                    Optional.of(new Cursor(Micros.of(last.due()), last.id().value()).text()));
        });
    }

    private static List<Delivery> read(Connection connection, Clauses clauses, Optional<Cursor> cursor, int limit)
            throws SQLException {
        cursor.ifPresent(
                place -> clauses.and("due_at >= ?", place.at()).and("(due_at > ? OR id > ?)", place.at(), place.id()));
        String sql = select(DeliveryRows.COLUMNS, clauses) + " FETCH FIRST " + limit + " ROWS ONLY";
        return Sql.query(connection, sql, clauses::bind, DeliveryRows::read);
    }

    /** The place is written into the statement: PostgreSQL's index has only what is queued, and a plan has to know. */
    private static Clauses inQueue(AccountId account, QueuePlace place, Instant after) {
        return new Clauses("delivery_queue")
                .and("account_id = ?", account.value())
                .and("queued = '" + place.name() + "'")
                .and("due_at > ?", Micros.of(after))
                .and("state IN ('SCHEDULED', 'WAITING')");
    }

    private static String select(String columns, Clauses clauses) {
        return "SELECT " + columns + " FROM delivery" + clauses.derbyIndex() + " WHERE " + clauses.text()
                + " ORDER BY due_at, id";
    }

    @Override
    public void change(QueueChange change) {
        try {
            transactions.sql(connection -> {
                QueueRows.change(connection, List.of(change), clock.instant());
                bell.ring(connection, QueueRows.wakes(List.of(change)));
                return change;
            });
        } catch (StoreException e) {
            if (SqlProblems.isDuplicate(e)) {
                throw new StaleException(
                        "The queue of account " + change.queue().account() + " was made by somebody else meanwhile.");
            }
            throw e;
        }
    }
}
