package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WaitReason;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Takes deliveries without a publisher out of the engine's way, and puts them back. */
final class Parking {

    /** So many rows are found and changed at a time. */
    static final int PIECE = 500;

    private static final String AS_FOUND =
            " WHERE id = ? AND state = ? AND revision = ? AND (claim_id IS NULL OR claim_until_at <= ?)";

    /** What was being tried is late from when it would have been tried again. */
    private static final String PARK = "UPDATE %s SET state = 'WAITING', wait_reason = 'PUBLISHER_ABSENT',"
            + " wake_at = NULL, retry_at = NULL, problem_code = ?, problem_detail = ?,"
            + " late_from_at = CASE WHEN retry_at > COALESCE(late_from_at, due_at) THEN retry_at ELSE late_from_at END, "
            + DeliveryRows.END_CLAIM
            + AS_FOUND;

    private static final String SILENCE = "UPDATE %s SET wake_at = NULL, " + DeliveryRows.END_CLAIM + AS_FOUND;

    private static final String WAKE = "UPDATE %s SET state = ?, wait_reason = NULL, wake_at = ?"
            + " WHERE id = ? AND state = ? AND revision = ? AND claim_id IS NULL";

    private static final String HASTEN = "UPDATE %s SET retry_at = ?, wake_at = ?"
            + " WHERE id = ? AND state = 'RETRYING' AND revision = ? AND claim_id IS NULL";

    private final Connection connection;
    private final Dialect dialect;
    private final Table table;
    private final Instant toldAt;

    private record Found(
            String id, DeliveryState state, long revision, Preparation preparation, Instant due, Platform platform) {}

    private record Hastened(Found found, Instant wakeAt) {}

    /** @param toldAt when what it does is told to have happened */
    Parking(Connection connection, Dialect dialect, Table table, Instant toldAt) {
        this.toldAt = toldAt;
        this.table = table;
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * @param claimNow by the clock that ends claims
     * @return how many of one piece were moved; 0 when there are none left
     */
    int park(Set<Platform> present, Instant now, Instant claimNow) throws SQLException {
        Clauses clauses = new Clauses(table.byWake())
                .and("wake_at <= ?", at(now))
                .and("state IN ('SCHEDULED', 'RETRYING', 'IN_DOUBT')")
                .and("(claim_id IS NULL OR claim_until_at <= ?)", at(claimNow));
        if (!present.isEmpty()) {
            clauses.andNotIn(
                    "platform", present.stream().map(Platform::id).sorted().toList());
        }
        List<Found> found = find(clauses);
        List<Found> inDoubt = found.stream()
                .filter(row -> row.state() == DeliveryState.IN_DOUBT)
                .toList();
        List<Found> others = found.stream()
                .filter(row -> row.state() != DeliveryState.IN_DOUBT)
                .toList();
        int[] parked = Sql.batch(connection, String.format(PARK, table), others, (in, row) -> {
            Problem problem = Problem.publisherAbsent(row.platform(), table == Table.STEP);
            in.text(problem.code()).text(problem.detail());
            asFound(in, row, claimNow);
        });
        tell(others, parked);
        int[] silenced =
                Sql.batch(connection, String.format(SILENCE, table), inDoubt, (in, row) -> asFound(in, row, claimNow));
        return sum(parked) + sum(silenced);
    }

    private static void asFound(Binder in, Found row, Instant claimNow) throws SQLException {
        in.text(row.id()).text(row.state().name()).number(row.revision()).moment(claimNow);
    }

    /** @return how many of one piece were woken; 0 when there are none left */
    int unpark(Platform platform, WaitReason reason, Instant now) throws SQLException {
        List<Found> waiting = find(new Clauses(table.byState())
                .and("state = 'WAITING'")
                .and("wait_reason = ?", reason.name())
                .and("platform = ?", platform.id()));
        List<Found> inDoubt = find(new Clauses(table.byState())
                .and("state = 'IN_DOUBT'")
                .and("platform = ?", platform.id())
                .and("wake_at IS NULL"));
        return wake(waiting, DeliveryState.SCHEDULED, now) + wake(inDoubt, DeliveryState.IN_DOUBT, now);
    }

    /** @return how many of one piece were woken; 0 when there are none left */
    int unparkAccount(AccountId account, Instant now) throws SQLException {
        // By what waits, which are few beside all that an account has.
        List<Found> waiting = find(new Clauses(table.byState())
                .and("state = 'WAITING'")
                .and("account_id = ?", account.value())
                .and("wait_reason = ?", WaitReason.ACCOUNT_NEEDS_RECONNECT.name()));
        return wake(waiting, DeliveryState.SCHEDULED, now);
    }

    /** @return how many of one piece were hastened; 0 when there are none left */
    int hasten(Platform platform, String problem, Instant from, Duration over) throws SQLException {
        List<Found> retrying = find(new Clauses(table.byState())
                .and("state = 'RETRYING'")
                .and("platform = ?", platform.id())
                .and("problem_code = ?", problem)
                .and("wake_at > ?", at(from.plus(over)))
                .and("claim_id IS NULL"));
        List<Hastened> spread = new ArrayList<>();
        for (Found found : retrying) {
            spread.add(new Hastened(
                    found, from.plus(over.multipliedBy(spread.size()).dividedBy(retrying.size()))));
        }
        return sum(Sql.batch(connection, String.format(HASTEN, table), spread, (in, one) -> in.moment(one.wakeAt())
                .moment(one.wakeAt())
                .text(one.found().id())
                .number(one.found().revision())));
    }

    private int wake(List<Found> found, DeliveryState state, Instant now) throws SQLException {
        int[] done = Sql.batch(connection, String.format(WAKE, table), found, (in, row) -> in.text(state.name())
                .moment(state == DeliveryState.SCHEDULED ? wakeAt(row, now) : now)
                .text(row.id())
                .text(row.state().name())
                .number(row.revision()));
        if (state == DeliveryState.SCHEDULED) {
            tell(found, done);
        }
        return sum(done);
    }

    private void tell(List<Found> found, int[] done) throws SQLException {
        List<String> changed = IntStream.range(0, done.length)
                .filter(i -> done[i] == 1)
                .mapToObj(i -> found.get(i).id())
                .toList();
        new DeliveryNews(connection, toldAt).tell(table, changed);
    }

    /** What needs no preparing any more has nothing to be woken for before it is due. */
    private static Instant wakeAt(Found found, Instant now) {
        boolean isEarly =
                found.preparation() != Preparation.PENDING && found.due().isAfter(now);
        return isEarly ? found.due() : now;
    }

    private List<Found> find(Clauses clauses) throws SQLException {
        String sql = "SELECT id, state, revision, prep_state, due_at, platform FROM " + table + clauses.derbyIndex()
                + " WHERE " + clauses.text() + " FETCH FIRST " + PIECE + " ROWS ONLY " + dialect.claimClause();
        return Sql.query(connection, sql, clauses::bind, Parking::read).stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    private static Found read(Row row) throws SQLException {
        return new Found(
                row.text(),
                DeliveryState.valueOf(row.text()),
                row.number(),
                Preparation.valueOf(row.text()),
                row.moment(),
                new Platform(row.text()));
    }

    private static long at(Instant now) {
        return Micros.of(now);
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
