package io.carillon.persistence.internal.oauth;

import io.carillon.api.model.Platform;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.OAuthAppStore;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Developer apps, in few rows that are seldom read. */
public final class DatabaseOAuthAppStore implements OAuthAppStore {

    private final Transactions transactions;
    private final Clock clock;

    public DatabaseOAuthAppStore(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public List<StoredApp> list(Platform platform, String server) {
        return transactions.sql(connection -> Sql.query(
                connection,
                "SELECT id, redirect_uri, client_id, sealed, key_id FROM oauth_app WHERE platform = ? AND server = ?"
                        + " ORDER BY updated_at DESC, id",
                in -> in.text(platform.id()).text(server),
                row -> new StoredApp(
                        row.text(),
                        platform,
                        server,
                        row.text(),
                        row.text(),
                        new SealedGrant(row.text(), row.text(), Optional.empty()))));
    }

    @Override
    public void put(StoredApp app) {
        if (transactions.sql(connection -> update(connection, app)) == 0 && !add(app)) {
            // Another server was faster; the later word counts.
            transactions.sql(connection -> update(connection, app));
        }
    }

    @Override
    public boolean add(StoredApp app) {
        try {
            transactions.sql(connection -> Sql.update(
                    connection,
                    "INSERT INTO oauth_app (client_id, sealed, key_id, updated_at, id, platform, server, redirect_uri,"
                            + " version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                    in -> in.text(app.clientId())
                            .text(app.sealed().sealed())
                            .text(app.sealed().keyId())
                            .moment(clock.instant())
                            .text(app.id())
                            .text(app.platform().id())
                            .text(app.server())
                            .text(app.redirectUri())));
            return true;
        } catch (StoreException e) {
            if (!SqlProblems.isDuplicate(e)) {
                throw e;
            }
            return false;
        }
    }

    private int update(Connection connection, StoredApp app) throws SQLException {
        return Sql.update(
                connection,
                "UPDATE oauth_app SET client_id = ?, sealed = ?, key_id = ?, updated_at = ?, version = version + 1"
                        + " WHERE id = ?",
                in -> in.text(app.clientId())
                        .text(app.sealed().sealed())
                        .text(app.sealed().keyId())
                        .moment(clock.instant())
                        .text(app.id()));
    }

    @Override
    public boolean remove(String id) {
        return transactions.sql(
                        connection -> Sql.update(connection, "DELETE FROM oauth_app WHERE id = ?", in -> in.text(id)))
                > 0;
    }
}
