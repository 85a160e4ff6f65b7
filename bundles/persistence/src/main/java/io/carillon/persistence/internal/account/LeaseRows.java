package io.carillon.persistence.internal.account;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.KeptAccount.KeptGrant;
import io.carillon.api.store.RenewalLease;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who may renew which grant, and which grants are to be renewed. */
final class LeaseRows {

    private static final String ENDING = "SELECT a.workspace_id, a.id, a.platform, g.updated_at, g.expires_at"
            + " FROM account_grant g JOIN account a ON a.grant_id = g.account_id"
            + " WHERE g.expires_at < ? AND g.expires_at >= ? AND (g.expires_at > ? OR a.id > ?)"
            + " AND a.status IN (?, ?) ORDER BY g.expires_at, a.id FETCH FIRST ? ROWS ONLY";

    private static final String TAKE = "UPDATE account_grant SET lease = lease + 1, leased_until_at = ?"
            + " WHERE account_id = ? AND (leased_until_at IS NULL OR leased_until_at <= ?)";

    private static final String TAKEN =
            "SELECT " + GrantRows.KEPT + ", g.lease FROM account_grant g WHERE g.account_id = ?";

    private final Connection connection;

    LeaseRows(Connection connection) {
        this.connection = connection;
    }

    /** Of the grant that an account lives by. */
    Optional<RenewalLease> take(AccountId account, Instant now, Instant until) throws SQLException {
        List<String> grant = Sql.query(
                connection, "SELECT grant_id FROM account WHERE id = ?", in -> in.text(account.value()), Row::text);
        return grant.isEmpty() ? Optional.empty() : take(grant.get(0), now, until);
    }

    /** The update comes first: it locks the row, so that what is then read is what the lease is for. */
    private Optional<RenewalLease> take(String grant, Instant now, Instant until) throws SQLException {
        int taken =
                Sql.update(connection, TAKE, in -> in.moment(until).text(grant).moment(now));
        if (taken == 0) {
            return Optional.empty();
        }
        return Sql.query(connection, TAKEN, in -> in.text(grant), LeaseRows::lease).stream()
                .findFirst();
    }

    private static RenewalLease lease(Row row) throws SQLException {
        KeptGrant kept = GrantRows.kept(row).orElseThrow();
        return new RenewalLease(kept.id(), kept.sealed(), kept.version(), row.number());
    }

    boolean end(RenewalLease lease) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE account_grant SET leased_until_at = NULL WHERE account_id = ? AND lease = ?",
                        in -> in.text(lease.id().value()).number(lease.number()))
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
}
