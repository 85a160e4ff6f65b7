package io.carillon.persistence.internal.account;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.RenewalLease;
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

    private static final String ENDING = "SELECT g.workspace_id, g.account_id, a.platform, g.updated_at, g.expires_at"
            + " FROM account_grant g JOIN account a ON a.id = g.account_id"
            + " WHERE g.expires_at < ? AND g.expires_at >= ? AND (g.expires_at > ? OR g.account_id > ?)"
            + " AND a.status IN (?, ?) ORDER BY g.expires_at, g.account_id FETCH FIRST ? ROWS ONLY";

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

    /** @return false if the account has none that could be replaced */
    boolean put(AccountId account, SealedGrant grant, Instant now) throws SQLException {
        return Sql.update(connection, PUT, in -> bind(in, account, grant, now)) > 0;
    }

    boolean putRenewed(RenewalLease lease, SealedGrant grant, Instant now) throws SQLException {
        return Sql.update(connection, PUT + " AND version = ?", in -> bind(in, lease.account(), grant, now)
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

    private static SealedGrant sealed(Row row) throws SQLException {
        return new SealedGrant(row.text(), row.text(), row.maybeMoment());
    }
}
