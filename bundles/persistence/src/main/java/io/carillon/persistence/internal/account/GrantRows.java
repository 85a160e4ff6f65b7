package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.AccountGrants.Consent;
import io.carillon.api.store.AccountStore.Renewal;
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
import java.util.stream.Stream;

/** Sealed grants and who may renew them. Every change of a grant is one statement, so that none overtakes another. */
final class GrantRows {

    private static final String PUT = "UPDATE account_grant SET sealed = ?, key_id = ?, expires_at = ?, renewal = ?,"
            + " lasts_until_at = ?, updated_at = ?, version = version + 1 WHERE account_id = ?";

    /** Locks the row. */
    private static final String TOUCH = "UPDATE account_grant SET version = version WHERE account_id = ?";

    private static final String REMOVE = "DELETE FROM account_grant WHERE account_id = ?";

    private static final String OF_VERSION = " AND version = ?";

    private static final String ENDING = "SELECT a.workspace_id, a.id, a.platform, g.updated_at, g.expires_at"
            + " FROM account_grant g JOIN account a ON a.grant_id = g.account_id"
            + " WHERE g.expires_at < ? AND g.expires_at >= ? AND (g.expires_at > ? OR a.id > ?)"
            + " AND a.status IN (?, ?) ORDER BY g.expires_at, a.id FETCH FIRST ? ROWS ONLY";

    /** What {@link #kept} reads of a row that may be none, with the table's short name for each question mark. */
    static final String KEPT =
            "?.account_id, ?.sealed, ?.key_id, ?.expires_at, ?.renewal, ?.lasts_until_at," + " ?.version";

    private final Connection connection;

    GrantRows(Connection connection) {
        this.connection = connection;
    }

    /** The grant that an account lives by. */
    Optional<SealedGrant> find(AccountId account) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT g.sealed, g.key_id, g.expires_at, g.renewal, g.lasts_until_at FROM account_grant g"
                                + " JOIN account a ON a.grant_id = g.account_id WHERE a.id = ?",
                        in -> in.text(account.value()),
                        GrantRows::sealed)
                .stream()
                .findFirst();
    }

    /** Of an account that is stored already. */
    void add(Account account, AccountGrants grants, Instant now) throws SQLException {
        if (grants.own().isPresent()) {
            insert(account.id(), account.workspace(), grants.own().get(), now);
        }
        if (grants.consent().isPresent()) {
            share(account.workspace(), grants.consent().get(), now);
        }
    }

    /** One that is there already stays as it is. */
    private void share(WorkspaceId workspace, Consent consent, Instant now) throws SQLException {
        if (Sql.update(connection, TOUCH, in -> in.text(consent.id().value())) == 0) {
            insert(consent.id(), workspace, consent.grant(), now);
        }
    }

    private void insert(AccountId id, WorkspaceId workspace, SealedGrant grant, Instant now) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO account_grant (sealed, key_id, expires_at, renewal, lasts_until_at, updated_at,"
                        + " account_id, workspace_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                in -> bind(in, id, grant, now).text(workspace.value()));
    }

    /**
     * Puts what an account lives by in the place of what was read. Its row has it by then.
     *
     * @throws StaleException if it is not what was read any more
     */
    void replace(KeptAccount before, AccountGrants grants, Instant now) throws SQLException {
        requireUnchanged(before);
        Account account = before.account();
        if (before.own().isPresent() && grants.own().isPresent()) {
            Sql.update(
                    connection, PUT, in -> bind(in, account.id(), grants.own().get(), now));
        } else if (before.own().isPresent()) {
            remove(account.id());
        } else if (grants.own().isPresent()) {
            insert(account.id(), account.workspace(), grants.own().get(), now);
        }
        if (grants.consent().isPresent()) {
            share(account.workspace(), grants.consent().get(), now);
        }
        if (before.consent().isPresent()) {
            removeUnused(before.consent().get().id());
        }
    }

    /**
     * Locks what an account lives by.
     *
     * @throws StaleException if it is not what was read any more
     */
    void requireUnchanged(KeptAccount before) throws SQLException {
        for (KeptGrant grant : Stream.of(before.own(), before.consent())
                .flatMap(Optional::stream)
                .toList()) {
            int found = Sql.update(
                    connection, TOUCH + OF_VERSION, in -> in.text(grant.id().value())
                            .number(grant.version()));
            if (found == 0) {
                throw new StaleException(
                        "The grant of account " + before.account().id() + " was changed meanwhile.");
            }
        }
    }

    void remove(AccountId id) throws SQLException {
        Sql.update(connection, REMOVE, in -> in.text(id.value()));
    }

    /** Removes a consent by which no account lives any more; its row is locked first, for who is about to share it. */
    void removeUnused(AccountId consent) throws SQLException {
        Sql.update(connection, TOUCH, in -> in.text(consent.value()));
        Sql.update(connection, REMOVE + " AND NOT EXISTS (SELECT 1 FROM account WHERE grant_id = ?)", in -> in.text(
                        consent.value())
                .text(consent.value()));
    }

    boolean putRenewed(RenewalLease lease, SealedGrant grant, Instant now) throws SQLException {
        return Sql.update(connection, PUT + OF_VERSION, in -> bind(in, lease.id(), grant, now)
                        .number(lease.version()))
                > 0;
    }

    private static Binder bind(Binder in, AccountId account, SealedGrant grant, Instant now) throws SQLException {
        return in.text(grant.sealed())
                .text(grant.keyId())
                .moment(grant.expiresAt())
                .text(grant.renewal().name())
                .moment(grant.lastsUntil())
                .moment(now)
                .text(account.value());
    }

    /** The update comes first: it locks the row, so that what is then read is what the lease is for. */
    Optional<RenewalLease> lease(AccountId account, Instant now, Instant until) throws SQLException {
        int taken = Sql.update(
                connection,
                "UPDATE account_grant SET lease = lease + 1, leased_until_at = ? WHERE account_id ="
                        + " (SELECT grant_id FROM account WHERE id = ?)"
                        + " AND (leased_until_at IS NULL OR leased_until_at <= ?)",
                in -> in.moment(until).text(account.value()).moment(now));
        if (taken == 0) {
            return Optional.empty();
        }
        return Sql.query(
                        connection,
                        "SELECT g.account_id, g.sealed, g.key_id, g.expires_at, g.renewal, g.lasts_until_at,"
                                + " g.version, g.lease FROM account_grant g"
                                + " JOIN account a ON a.grant_id = g.account_id WHERE a.id = ?",
                        in -> in.text(account.value()),
                        row -> new RenewalLease(new AccountId(row.text()), sealed(row), row.number(), row.number()))
                .stream()
                .findFirst();
    }

    boolean endLease(RenewalLease lease) throws SQLException {
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

    static Optional<KeptGrant> kept(Row row) throws SQLException {
        Optional<String> id = row.maybeText();
        SealedGrant grant = sealed(row);
        long version = row.number();
        return id.map(of -> new KeptGrant(new AccountId(of), grant, version));
    }

    private static SealedGrant sealed(Row row) throws SQLException {
        return new SealedGrant(
                row.text(),
                row.text(),
                row.maybeMoment(),
                row.maybeText().map(Renewal::valueOf).orElse(Renewal.CONNECTOR),
                row.maybeMoment());
    }
}
