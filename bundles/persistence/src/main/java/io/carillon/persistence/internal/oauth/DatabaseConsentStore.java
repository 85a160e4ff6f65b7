package io.carillon.persistence.internal.oauth;

import io.carillon.api.model.Platform;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.ConsentStore;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Consents under way. Every step is one statement on one row, whose stage is the referee. */
public final class DatabaseConsentStore implements ConsentStore {

    private static final String SELECT =
            "SELECT state_hash, workspace_id, user_id, platform, browser, stage, failure, sealed, key_id, expires_at"
                    + " FROM oauth_consent";

    private final Transactions transactions;

    public DatabaseConsentStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(Consent consent) {
        transactions.sql(connection -> Sql.update(
                connection,
                "INSERT INTO oauth_consent (state_hash, workspace_id, user_id, platform, browser, stage, failure, sealed,"
                        + " key_id, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                in -> in.text(consent.hash())
                        .text(consent.workspace().value())
                        .text(consent.user().value())
                        .text(consent.platform().id())
                        .text(consent.browser())
                        .text(consent.stage().name())
                        .text(consent.failure())
                        .text(consent.sealed().map(SealedGrant::sealed))
                        .text(consent.sealed().map(SealedGrant::keyId))
                        .moment(consent.expiresAt())));
    }

    @Override
    public Optional<Consent> find(String hash) {
        return transactions.sql(connection -> Sql.query(
                        connection,
                        SELECT + " WHERE state_hash = ?",
                        in -> in.text(hash),
                        DatabaseConsentStore::consent)
                .stream()
                .findFirst());
    }

    private static Consent consent(Row row) throws SQLException {
        String hash = row.text();
        WorkspaceId workspace = new WorkspaceId(row.text());
        UserId user = new UserId(row.text());
        Platform platform = new Platform(row.text());
        String browser = row.text();
        Stage stage = Stage.valueOf(row.text());
        Optional<String> failure = row.maybeText();
        Optional<String> sealed = row.maybeText();
        String key = row.text();
        return new Consent(
                hash,
                workspace,
                user,
                platform,
                browser,
                stage,
                failure,
                sealed.map(content -> new SealedGrant(content, key, Optional.empty())),
                row.moment());
    }

    @Override
    public boolean advance(Stage from, Consent to) {
        return transactions.sql(connection -> Sql.update(
                        connection,
                        "UPDATE oauth_consent SET stage = ?, failure = ?, sealed = ?, key_id = ?, expires_at = ?"
                                + " WHERE state_hash = ? AND stage = ?",
                        in -> in.text(to.stage().name())
                                .text(to.failure())
                                .text(to.sealed().map(SealedGrant::sealed))
                                .text(to.sealed().map(SealedGrant::keyId))
                                .moment(to.expiresAt())
                                .text(to.hash())
                                .text(from.name())))
                == 1;
    }

    @Override
    public List<Consent> leftOver(Instant before, int limit) {
        return transactions.sql(connection -> Sql.query(
                connection,
                SELECT + " WHERE expires_at < ? AND sealed IS NOT NULL ORDER BY expires_at, state_hash"
                        + " FETCH FIRST ? ROWS ONLY",
                in -> in.moment(before).number(limit),
                DatabaseConsentStore::consent));
    }

    @Override
    public int removeExpired(Instant before) {
        return transactions.sql(connection ->
                Sql.update(connection, "DELETE FROM oauth_consent WHERE expires_at < ?", in -> in.moment(before)));
    }
}
