package io.carillon.persistence.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.persistence.internal.dispatch.DeliveryRows;
import io.carillon.persistence.internal.dispatch.StepRows;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fills a database with posts of one delivery each, past the stores: a thousand rows per commit. */
public final class BulkLoad {

    private static final int PIECE = 1_000;

    private final Stores stores;
    private final List<Account> accounts;

    public BulkLoad(Stores stores, List<Account> accounts) {
        this.stores = stores;
        this.accounts = accounts;
    }

    /** Scheduled a second apart, from then on. */
    public void scheduled(int count, Instant from) {
        for (int start = 0; start < count; start += PIECE) {
            List<Row> rows = new ArrayList<>();
            for (int i = start; i < Math.min(count, start + PIECE); i++) {
                rows.add(row(i, from.plusSeconds(i)));
            }
            stores.database().transactions().sql(connection -> {
                insert(connection, rows);
                return rows;
            });
        }
    }

    /** Published every minute, up to then. */
    public void published(int count, Instant until) {
        for (int start = 0; start < count; start += PIECE) {
            List<Row> rows = new ArrayList<>();
            for (int i = start; i < Math.min(count, start + PIECE); i++) {
                Row row = row(i, until.minus(Duration.ofMinutes(i)));
                Delivery done = row.delivery().toBuilder()
                        .state(DeliveryState.PUBLISHED)
                        .wakeAt(Optional.empty())
                        .attempts(1)
                        // As if all of it had been queued once: that must cost nothing.
                        .queued(Optional.of(QueuePlace.NEXT_FREE))
                        .build();
                rows.add(new Row(row.post(), done, row.account()));
            }
            stores.database().transactions().sql(connection -> {
                insert(connection, rows);
                return rows;
            });
        }
    }

    /** Queued, one in each slot. */
    public void queued(List<Instant> slots) {
        for (int start = 0; start < slots.size(); start += PIECE) {
            List<Row> rows = new ArrayList<>();
            for (int i = start; i < Math.min(slots.size(), start + PIECE); i++) {
                Row row = row(i, slots.get(i));
                Delivery queued = row.delivery().toBuilder()
                        .queued(Optional.of(QueuePlace.NEXT_FREE))
                        .build();
                rows.add(new Row(row.post(), queued, row.account()));
            }
            stores.database().transactions().sql(connection -> {
                insert(connection, rows);
                return rows;
            });
        }
    }

    /** Steps that were taken, each of a delivery of its own. */
    public void steps(int count, Instant until) {
        for (int start = 0; start < count; start += PIECE) {
            List<Delivery> steps = new ArrayList<>();
            for (int i = start; i < Math.min(count, start + PIECE); i++) {
                steps.add(taken(row(i, until.minus(Duration.ofMinutes(i))).delivery()));
            }
            stores.database().transactions().sql(connection -> {
                StepRows.insert(connection, steps);
                return steps;
            });
        }
    }

    private static Delivery taken(Delivery parent) {
        Step step = new Step(parent.id(), 0, Step.Kind.THREAD_PART, 0, new ThreadPart("More of it", List.of()));
        return Delivery.following(parent, step, parent.key(), Preparation.NONE, parent.due(), Optional.empty())
                .toBuilder()
                .state(DeliveryState.PUBLISHED)
                .build();
    }

    private record Row(StoredPost post, Delivery delivery, Account account) {}

    private Row row(int number, Instant due) {
        Account account = accounts.get(number % accounts.size());
        StoredPost post =
                Samples.post(account, "Caption number " + number + " of a post that says what most posts say");
        return new Row(post, Samples.delivery(post, account, due), account);
    }

    private static void insert(Connection connection, List<Row> rows) throws SQLException {
        Sql.batch(
                connection,
                "INSERT INTO post (id, workspace_id, revision, content, search_text, bare, created_at, updated_at,"
                        + " sched_basis, sched_local, sched_zone, sched_instant_at)"
                        + " VALUES (?, 'default', 1, ?, ?, FALSE, ?, ?, 'LOCAL', '2026-02-10T10:00', 'Europe/Berlin', ?)",
                rows,
                (in, row) -> in.text(row.post().id().value())
                        .text("{\"v\":1,\"caption\":\""
                                + row.post().post().content().caption() + "\",\"accounts\":[\""
                                + row.account().id() + "\"]}")
                        .text("caption")
                        .number(Micros.of(row.post().createdAt()))
                        .number(Micros.of(row.post().updatedAt()))
                        .moment(row.delivery().due()));
        Sql.batch(
                connection,
                "INSERT INTO post_account (post_id, workspace_id, post_created_at, account_id, platform)"
                        + " VALUES (?, 'default', ?, ?, ?)",
                rows,
                (in, row) -> in.text(row.post().id().value())
                        .number(Micros.of(row.post().createdAt()))
                        .text(row.account().id().value())
                        .text(row.account().platform().id()));
        // One post stands for all: they were all made at the same time, and that is what is taken from it.
        DeliveryRows.insert(
                connection, rows.get(0).post(), rows.stream().map(Row::delivery).toList());
    }
}
