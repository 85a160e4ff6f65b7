package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.AccountGrants.Consent;
import io.carillon.api.store.AccountStore.Renewal;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.KeptAccount.KeptGrant;
import io.carillon.api.store.StaleException;
import io.carillon.persistence.internal.sql.Binder;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Sealed grants. Every change of one is one statement, so that none overtakes another. */
final class GrantRows {

    private static final String PUT = "UPDATE account_grant SET sealed = ?, key_id = ?, expires_at = ?, renewal = ?,"
            + " lasts_until_at = ?, updated_at = ?, version = version + 1 WHERE account_id = ?";

    /** Locks the row. */
    private static final String TOUCH = "UPDATE account_grant SET version = version WHERE account_id = ?";

    private static final String REMOVE = "DELETE FROM account_grant WHERE account_id = ?";

    private static final String OF_VERSION = " AND version = ?";

    static final String SEALED = "g.sealed, g.key_id, g.expires_at, g.renewal, g.lasts_until_at";

    /** What {@link #kept} reads of a row that may be none. */
    static final String KEPT = "g.account_id, " + SEALED + ", g.version";

    private final Connection connection;

    GrantRows(Connection connection) {
        this.connection = connection;
    }

    /** The grant that an account lives by. */
    Optional<SealedGrant> find(AccountId account) throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT " + SEALED
                                + " FROM account_grant g JOIN account a ON a.grant_id = g.account_id WHERE a.id = ?",
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

    /**
     * Its version and its leases count from the time, not from one: the row of an account that is disconnected goes, and whoever
     * was about to renew what was in it shall not take the one that comes after it for the same.
     */
    private void insert(AccountId id, WorkspaceId workspace, SealedGrant grant, Instant now) throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO account_grant (sealed, key_id, expires_at, renewal, lasts_until_at, updated_at,"
                        + " account_id, workspace_id, version, lease) VALUES (" + Sql.marks(10) + ")",
                in -> bind(in, id, grant, now)
                        .text(workspace.value())
                        .moment(now)
                        .moment(now));
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

    /** @return false if there is another version by now, or none */
    boolean put(AccountId id, long version, SealedGrant grant, Instant now) throws SQLException {
        return Sql.update(connection, PUT + OF_VERSION, in -> bind(in, id, grant, now)
                        .number(version))
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

    static Optional<KeptGrant> kept(Row row) throws SQLException {
        Optional<String> id = row.maybeText();
        SealedGrant grant = sealed(row);
        long version = row.number();
        return id.map(of -> new KeptGrant(new AccountId(of), grant, version));
    }

    /** What {@link #SEALED} names. */
    static SealedGrant sealed(Row row) throws SQLException {
        return new SealedGrant(
                row.text(),
                row.text(),
                row.maybeMoment(),
                row.maybeText().map(Renewal::valueOf).orElse(Renewal.CONNECTOR),
                row.maybeMoment());
    }
}
