package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.KeptAccount.KeptGrant;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StaleException;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sealed grants and who may renew them. Every change of a grant is one statement, so that none overtakes another. */
final class GrantRows {

    private static final String PUT = "UPDATE account_grant SET sealed = ?, key_id = ?, expires_at = ?, updated_at = ?,"
            + " version = version + 1 WHERE account_id = ?";

    /** Locks the row. */
    private static final String TOUCH = "UPDATE account_grant SET version = version WHERE account_id = ?";

    private static final String OF_VERSION = " AND version = ?";

    private static final String ENDING = "SELECT g.workspace_id, g.account_id, a.platform, g.updated_at, g.expires_at"
            + " FROM account_grant g JOIN account a ON a.id = g.account_id"
            + " WHERE g.expires_at < ? AND g.expires_at >= ? AND (g.expires_at > ? OR g.account_id > ?)"
            + " AND a.status IN (?, ?) ORDER BY g.expires_at, g.account_id FETCH FIRST ? ROWS ONLY";

    /** What {@link #kept} reads of a row that may be none, with the table's short name for each question mark. */
    static final String KEPT = "?.account_id, ?.sealed, ?.key_id, ?.expires_at, ?.version";

    private final Connection connection;

    GrantRows(Connection connection) {
        this.connection = connection;
    }

    Optional<SealedGrant> find(AccountId account) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT sealed, key_id, expires_at FROM account_grant WHERE account_id = ?",
                        in -> in.text(account.value()),
                        GrantRows::sealed)
                .stream()
                .findFirst();
    }

    void add(Account account, SealedGrant grant, Instant now) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO account_grant (sealed, key_id, expires_at, updated_at, account_id, workspace_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                in -> bind(in, account.id(), grant, now)
                        .text(account.workspace().value()));
    }

    /**
     * Puts a grant in the place of one that was read.
     *
     * @param grant empty to leave it as it is; it has to be what was read all the same
     * @throws StaleException if it is not
     */
    void replace(KeptAccount before, Optional<SealedGrant> grant, Instant now) throws SQLException {
        AccountId account = before.account().id();
        if (before.own().isEmpty()) {
            if (grant.isPresent()) {
                add(before.account(), grant.get(), now);
            }
            return;
        }
        long version = before.own().get().version();
        int found = grant.isPresent()
                ? Sql.update(connection, PUT + OF_VERSION, in -> bind(in, account, grant.get(), now)
                        .number(version))
                : Sql.update(connection, TOUCH + OF_VERSION, in -> in.text(account.value())
                        .number(version));
        if (found == 0) {
            throw new StaleException("The grant of account " + account + " was changed meanwhile.");
        }
    }

    boolean putRenewed(RenewalLease lease, SealedGrant grant, Instant now) throws SQLException {
        return Sql.update(connection, PUT + OF_VERSION, in -> bind(in, lease.account(), grant, now)
                        .number(lease.version()))
                > 0;
    }

    private static Binder bind(Binder in, AccountId account, SealedGrant grant, Instant now) throws SQLException {
        return in.text(grant.sealed())
                .text(grant.keyId())
                .moment(grant.expiresAt())
                .moment(now)
                .text(account.value());
    }

    /** The update comes first: it locks the row, so that what is then read is what the lease is for. */
    Optional<RenewalLease> lease(AccountId account, Instant now, Instant until) throws SQLException {
        int taken = Sql.update(
                connection,
                "UPDATE account_grant SET lease = lease + 1, leased_until_at = ? WHERE account_id = ?"
                        + " AND (leased_until_at IS NULL OR leased_until_at <= ?)",
                in -> in.moment(until).text(account.value()).moment(now));
        if (taken == 0) {
            return Optional.empty();
        }
        return Sql.query(
                        connection,
                        "SELECT sealed, key_id, expires_at, version, lease FROM account_grant WHERE account_id = ?",
                        in -> in.text(account.value()),
                        row -> new RenewalLease(account, sealed(row), row.number(), row.number()))
                .stream()
                .findFirst();
    }

    boolean endLease(RenewalLease lease) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE account_grant SET leased_until_at = NULL WHERE account_id = ? AND lease = ?",
                        in -> in.text(lease.account().value()).number(lease.number()))
                > 0;
    }

    List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) throws SQLException {
        long from = after.map(one -> Micros.of(one.expiresAt())).orElse(Long.MIN_VALUE);
        return Sql.query(
                connection,
                ENDING,
                in -> in.moment(before)
                        .number(from)
                        .number(from)
                        .text(after.map(one -> one.account().value()).orElse(""))
                        .text(AccountStatus.CONNECTED.name())
                        .text(AccountStatus.EXPIRING.name())
                        .count(limit),
                row -> new EndingGrant(
                        new WorkspaceId(row.text()),
                        new AccountId(row.text()),
                        new Platform(row.text()),
                        row.moment(),
                        row.moment()));
    }

    static Optional<KeptGrant> kept(Row row) throws SQLException {
        Optional<String> id = row.maybeText();
        SealedGrant grant = sealed(row);
        long version = row.number();
        return id.map(of -> new KeptGrant(new AccountId(of), grant, version));
    }

    private static SealedGrant sealed(Row row) throws SQLException {
        return new SealedGrant(row.text(), row.text(), row.maybeMoment());
    }
}
