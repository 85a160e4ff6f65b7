package io.carillon.persistence.internal.dispatch;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Discard;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Reservation;
import io.carillon.api.store.Settlement;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import io.carillon.persistence.internal.wake.WakeBell;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Deliveries, as the engine claims and settles them. */
public final class DatabaseDispatchStore implements DispatchStore {

    /** Larger transactions are slower by the row, and hold up whoever edits one of theirs. */
    private static final int PIECE = 500;

    private final Transactions transactions;
    private final Dialect dialect;
    private final ClaimTime time;
    private final WakeBell bell;
    private final Clock clock;

    /** On Derby the engine is one writer: two would spend their time waiting for each other's rows. */
    private final Lock derbyWriter = new ReentrantLock();

    public DatabaseDispatchStore(
            Transactions transactions, Dialect dialect, ClaimTime time, WakeBell bell, Clock clock) {
        this.transactions = transactions;
        this.dialect = dialect;
        this.time = time;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> nextWake() {
        return transactions.sql(connection -> {
            List<Instant> wakes = new ArrayList<>();
            for (Table table : Table.values()) {
                wakes.addAll(firstWake(connection, table));
            }
            return wakes.stream().min(Instant::compareTo);
        });
    }

    private List<Instant> firstWake(Connection connection, Table table) throws SQLException {
        String sql = "SELECT wake_at FROM " + table + Sql.derbyIndex(table.byWake())
                + " WHERE wake_at > ? AND wake_at < ? ORDER BY wake_at FETCH FIRST 1 ROWS ONLY" + dialect.dirtyRead();
        // Without an end Derby would go on through every row that never wakes.
        return Sql.query(connection, sql, in -> in.number(Long.MIN_VALUE).number(Long.MAX_VALUE), row -> row.moment());
    }

    @Override
    public List<Claim> claim(ClaimOrder order) {
        int wanted = order.leases().isEmpty() ? 0 : order.limit();
        List<Claim> claims = new ArrayList<>(claim(order, Table.DELIVERY, wanted));
        claims.addAll(claim(order, Table.STEP, wanted - claims.size()));
        claims.sort(Comparator.comparing(Claim::wake));
        return claims;
    }

    private List<Claim> claim(ClaimOrder order, Table table, int wanted) {
        List<Claim> claims = new ArrayList<>();
        while (claims.size() < wanted) {
            int piece = Math.min(PIECE, wanted - claims.size());
            List<Claim> taken = writing(() ->
                    transactions.sql(connection -> new Claiming(connection, dialect, time, table, order).claim(piece)));
            claims.addAll(taken);
            if (taken.size() < piece) {
                break;
            }
        }
        return claims;
    }

    @Override
    public List<Claim> claimDoubted(ClaimOrder order, Map<DeliveryId, AttemptId> doubts) {
        List<Claim> claims = new ArrayList<>();
        for (List<DeliveryId> chunk : Chunks.of(List.copyOf(doubts.keySet()))) {
            Map<DeliveryId, AttemptId> some =
                    chunk.stream().collect(Collectors.toMap(Function.identity(), doubts::get));
            for (Table table : Table.values()) {
                int wanted = order.limit() - claims.size();
                if (wanted > 0) {
                    claims.addAll(writing(() -> transactions.sql(connection ->
                            new Claiming(connection, dialect, time, table, order).claimDoubted(some, wanted))));
                }
            }
        }
        return claims;
    }

    @Override
    public int parkAbsent(Set<Platform> present, Instant now) {
        return inPieces((connection, table) ->
                new Parking(connection, dialect, table, clock.instant()).park(present, now, time.now(connection, now)));
    }

    @Override
    public int unpark(Platform platform, WaitReason reason, Instant now) {
        return waking(parking -> parking.unpark(platform, reason, now));
    }

    @Override
    public int unparkAccount(AccountId account, Instant now) {
        return waking(parking -> parking.unparkAccount(account, now));
    }

    @Override
    public int hasten(Platform platform, String problem, Instant from, Duration over) {
        return waking(parking -> parking.hasten(platform, problem, from, over));
    }

    /** One piece of what has been waiting. */
    @FunctionalInterface
    private interface Waking {
        int by(Parking parking) throws SQLException;
    }

    private int waking(Waking piece) {
        return inPieces((connection, table) -> {
            int woken = piece.by(new Parking(connection, dialect, table, clock.instant()));
            if (woken > 0) {
                bell.ring(connection);
            }
            return woken;
        });
    }

    @Override
    public boolean checkpoint(AttemptId claim, PreparedValue progress) {
        return underClaim((connection, table) -> Preparing.checkpoint(connection, table, claim, progress));
    }

    @Override
    public boolean prepared(
            AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt) {
        return underClaim(
                (connection, table) -> Preparing.finish(connection, table, claim, value, ready, expiresAt, wakeAt));
    }

    @Override
    public Set<AttemptId> settle(List<Settlement> settlements) {
        return writing(() -> transactions.sql(connection -> Settling.settle(connection, settlements, clock.instant())));
    }

    @Override
    public List<Orphan> orphansOf(Claimant claimant, Instant now, int limit) {
        return writing(() -> transactions.sql(connection -> {
            List<Orphan> orphans = new ArrayList<>();
            for (Table table : Table.values()) {
                Orphans.endOtherKinds(connection, table, claimant, now);
                orphans.addAll(Orphans.of(connection, table, claimant, limit - orphans.size()));
            }
            return orphans;
        }));
    }

    @Override
    public List<Orphan> armedBy(Claimant run, int limit) {
        return transactions.sql(connection -> {
            List<Orphan> armed = new ArrayList<>();
            for (Table table : Table.values()) {
                armed.addAll(Orphans.armedBy(connection, table, run, limit - armed.size()));
            }
            return armed;
        });
    }

    @Override
    public int endPreparing(Claimant gone, Instant now) {
        return writing(() -> transactions.sql(connection -> {
            int ended = 0;
            for (Table table : Table.values()) {
                ended += Orphans.endPreparing(connection, table, gone, now);
            }
            return ended;
        }));
    }

    @Override
    public List<Orphan> expired(Instant now, int limit) {
        return transactions.sql(connection -> {
            Instant claimNow = time.now(connection, now);
            List<Orphan> orphans = new ArrayList<>();
            for (Table table : Table.values()) {
                orphans.addAll(Orphans.expired(connection, table, claimNow, limit - orphans.size()));
            }
            return orphans;
        });
    }

    @Override
    public List<Delivery> underWay(WorkspaceId workspace, AccountId account) {
        return transactions.sql(connection -> {
            List<Delivery> found = new ArrayList<>();
            for (Table table : Table.values()) {
                found.addAll(Sent.underWay(connection, table, workspace, account));
            }
            return found;
        });
    }

    @Override
    public Optional<DeliveryId> publishedAs(AccountId account, String remoteId, Instant since) {
        return transactions.sql(connection -> Sent.publishedAs(connection, dialect, account, remoteId, since));
    }

    @Override
    public void addEvidence(Attempt attempt) {
        transactions.sql(connection -> {
            Optional<WorkspaceId> workspace = AttemptRows.workspaceOf(connection, attempt.delivery());
            // A delivery that was removed meanwhile was never attempted: there is nothing to give evidence of.
            if (workspace.isPresent()) {
                AttemptRows.tell(connection, new AttemptRows.Owned(workspace.get(), attempt));
            }
            return attempt;
        });
    }

    @Override
    public List<Discard> takeDiscards(Set<Platform> platforms, int limit) {
        return writing(() -> transactions.sql(connection -> DiscardRows.take(connection, dialect, platforms, limit)));
    }

    @Override
    public Map<DeliveryId, Instant> reserve(List<Reservation> wanted) {
        return writing(() -> transactions.sql(connection -> new BudgetRows(connection, dialect).reserve(wanted)));
    }

    @Override
    public void holdBack(Hold hold) {
        writing(() -> transactions.sql(connection -> {
            new BudgetRows(connection, dialect).holdBack(hold);
            return hold;
        }));
    }

    @Override
    public List<Hold> holds(Instant now) {
        return transactions.sql(connection -> new BudgetRows(connection, dialect).holds(now));
    }

    /** Many rows in many transactions: each piece is done when it is done, and what was done isn't found again. */
    private int inPieces(TableWork<Integer> work) {
        int all = 0;
        for (Table table : Table.values()) {
            Supplier<Integer> piece = () -> transactions.sql(connection -> work.on(connection, table));
            for (int moved = writing(piece); moved > 0; moved = writing(piece)) {
                all += moved;
            }
        }
        return all;
    }

    /** Work on whatever a claim is on. */
    private boolean underClaim(TableWork<Boolean> work) {
        return writing(() ->
                transactions.sql(connection -> work.on(connection, Table.DELIVERY) || work.on(connection, Table.STEP)));
    }

    @FunctionalInterface
    private interface TableWork<T> {
        T on(Connection connection, Table table) throws SQLException;
    }

    private <T> T writing(Supplier<T> work) {
        if (dialect != Dialect.DERBY) {
            return work.get();
        }
        derbyWriter.lock();
        try {
            return work.get();
        } finally {
            derbyWriter.unlock();
        }
    }
}
