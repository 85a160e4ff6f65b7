package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EventStore;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** What has become of accounts, in rows that are written with the change that they tell of. */
public final class AccountEvents implements EventStore {

    private static final Duration KEPT = Duration.ofDays(7);

    private static final AtomicLong LAST = new AtomicLong();

    private final Transactions transactions;

    public AccountEvents(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Part of whatever changes the account, on its connection. */
    static void tell(Connection connection, Account account, AccountStatus status, Instant now) throws SQLException {
        String id = AccountChanged.firstId(laterThanAllBefore(now))
                + "-%08x".formatted(ThreadLocalRandom.current().nextInt());
        Sql.update(
                connection,
                "INSERT INTO account_event (id, workspace_id, account_id, status, created_at) VALUES (?, ?, ?, ?, ?)",
                in -> in.text(id)
                        .text(account.workspace().value())
                        .text(account.id().value())
                        .text(status.name())
                        .moment(now));
        Sql.update(
                connection,
                "DELETE FROM account_event WHERE id < ?",
                in -> in.text(AccountChanged.firstId(now.minus(KEPT))));
    }

    /** Of two changes in one microsecond the second comes later. */
    private static Instant laterThanAllBefore(Instant now) {
        return Micros.instant(LAST.accumulateAndGet(Micros.of(now), (last, wanted) -> Math.max(last + 1, wanted)));
    }

    @Override
    public List<AccountChanged> after(WorkspaceId workspace, String after, int limit) {
        return transactions.sql(connection -> Sql.query(
                connection,
                "SELECT id, account_id, status, created_at FROM account_event WHERE workspace_id = ? AND id > ?"
                        + " ORDER BY id FETCH FIRST ? ROWS ONLY",
                in -> in.text(workspace.value()).text(after).count(limit),
                row -> new AccountChanged(
                        row.text(), workspace, row.text(), AccountStatus.valueOf(row.text()), row.moment())));
    }
}
