package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.FlatJson;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The migration to one account for each identity of a network, by a column that is unique. In Java, since the network's id
 * of an account stands in its JSON of settings.
 *
 * <p>Accounts that two servers once made of one identity stay, with their posts and their queues: the one that publishes
 * takes the identity, and is what is connected anew from then on; the others have none, until their owner removes them.
 */
public final class OneAccountEach implements JavaMigration {

    private static final String COLUMN = "ALTER TABLE account ADD COLUMN identity_key VARCHAR(64)";
    private static final String ALL = "SELECT id, workspace_id, platform, handle, status, settings FROM account";
    private static final String NAME = "UPDATE account SET identity_key = ? WHERE id = ?";
    private static final String ONE_EACH =
            "ALTER TABLE account ADD CONSTRAINT account_identity UNIQUE (workspace_id, platform, identity_key)";

    /** What can be used comes first, and of that the oldest: ids sort by time. */
    private static final Comparator<Account> FIRST_CHOICE =
            Comparator.comparing(OneAccountEach::isUnusable).thenComparing(Account::id);

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("18");
    }

    @Override
    public String getDescription() {
        return "identity";
    }

    /** It is this class, in whatever words. */
    @Override
    public Integer getChecksum() {
        return 18;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        Sql.update(connection, COLUMN, in -> {});
        List<Account> all = Sql.query(connection, ALL, in -> {}, OneAccountEach::account);
        Set<List<Object>> taken = new HashSet<>();
        List<Account> owners = all.stream()
                .sorted(FIRST_CHOICE)
                .filter(account -> taken.add(List.of(account.workspace(), account.platform(), account.identity())))
                .toList();
        Sql.batch(connection, NAME, owners, (in, account) -> in.text(IdentityKey.of(account))
                .text(account.id().value()));
        Sql.update(connection, ONE_EACH, in -> {});
    }

    /** As the table was then, with what tells identities apart. */
    private static Account account(Row row) throws SQLException {
        AccountId id = new AccountId(row.text());
        WorkspaceId workspace = new WorkspaceId(row.text());
        Platform platform = new Platform(row.text());
        String handle = row.text();
        return new Account(
                id,
                workspace,
                platform,
                handle,
                handle,
                Optional.empty(),
                AccountStatus.valueOf(row.text()),
                ZoneOffset.UTC,
                FlatJson.read(row.text()),
                Grant.none());
    }

    private static boolean isUnusable(Account account) {
        return account.status() != AccountStatus.CONNECTED && account.status() != AccountStatus.EXPIRING;
    }
}
