package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.store.KeptAccount;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads many accounts at once. */
public final class Accounts {

    private static final String PAGE = " ORDER BY id FETCH FIRST ? ROWS ONLY";

    /** A grant that it lives by, and that is not its own, is a consent's. */
    private static final String KEPT = "SELECT a." + AccountEntity.COLUMNS.replace(", ", ", a.") + ", a.version, "
            + GrantRows.KEPT + ", " + GrantRows.KEPT.replace("g.", "c.") + " FROM account a"
            + " LEFT JOIN account_grant g ON g.account_id = a.id"
            + " LEFT JOIN account_grant c ON c.account_id = a.grant_id AND a.grant_id <> a.id WHERE a.id = ?";

    private static final String OF_KEY = " IN (SELECT account_id FROM account_grant WHERE key_id = ?)";

    private Accounts() {}

    /** Those of the ids that exist, without their grants. */
    public static Map<AccountId, Account> byId(Connection connection, Collection<AccountId> ids) throws SQLException {
        Map<AccountId, Account> found = new HashMap<>();
        for (List<AccountId> chunk : Chunks.of(ids)) {
            where(
                            connection,
                            "id IN (" + Sql.marks(chunk.size()) + ")",
                            in -> in.texts(chunk.stream().map(AccountId::value).toList()))
                    .forEach(account -> found.put(account.id(), account));
        }
        return found;
    }

    /** Some, of all workspaces, in the order of their ids. */
    static List<Account> sealedWith(Connection connection, String keyId, Optional<AccountId> after, int limit)
            throws SQLException {
        return where(
                connection,
                "(id" + OF_KEY + " OR grant_id" + OF_KEY + ") AND id > ?" + PAGE,
                in -> in.text(keyId).text(keyId).text(last(after)).count(limit));
    }

    /** In the order of their ids. */
    static List<Account> livingBy(Connection connection, AccountId grant) throws SQLException {
        return where(connection, "grant_id = ? ORDER BY id", in -> in.text(grant.value()));
    }

    /** Of all workspaces, in the order of their ids. */
    static List<Account> ofIdentity(Connection connection, Platform platform, String identity) throws SQLException {
        return where(connection, "platform = ? AND identity_key = ? ORDER BY id", in -> in.text(platform.id())
                .text(IdentityKey.of(identity)));
    }

    /** Some, of all workspaces, in the order of their ids. */
    static List<Account> withProblem(Connection connection, String code, Optional<AccountId> after, int limit)
            throws SQLException {
        return where(connection, "problem_code = ? AND id > ?" + PAGE, in -> in.text(code)
                .text(last(after))
                .count(limit));
    }

    /** One with its grant, read together. */
    static Optional<KeptAccount> kept(Connection connection, AccountId id) throws SQLException {
        return Sql.query(
                        connection,
                        KEPT,
                        in -> in.text(id.value()),
                        row -> new KeptAccount(
                                AccountEntity.read(row).toRecord(),
                                row.number(),
                                GrantRows.kept(row),
                                GrantRows.kept(row)))
                .stream()
                .findFirst();
    }

    private static String last(Optional<AccountId> after) {
        return after.map(AccountId::value).orElse("");
    }

    private static List<Account> where(Connection connection, String condition, Sql.Parameters parameters)
            throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + AccountEntity.COLUMNS + " FROM account WHERE " + condition,
                parameters,
                row -> AccountEntity.read(row).toRecord());
    }
}
