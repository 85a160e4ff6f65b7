package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads many accounts at once. */
public final class Accounts {

    private Accounts() {}

    /** Those of the ids that exist, without their grants. */
    public static Map<AccountId, Account> byId(Connection connection, Collection<AccountId> ids) throws SQLException {
        Map<AccountId, Account> found = new HashMap<>();
        for (List<AccountId> chunk : Chunks.of(ids)) {
            Sql.query(
                            connection,
                            "SELECT " + AccountEntity.COLUMNS + " FROM account WHERE id IN (" + Sql.marks(chunk.size())
                                    + ")",
                            in -> in.texts(chunk.stream().map(AccountId::value).toList()),
                            row -> AccountEntity.read(row).toRecord())
                    .forEach(account -> found.put(account.id(), account));
        }
        return found;
    }
}
