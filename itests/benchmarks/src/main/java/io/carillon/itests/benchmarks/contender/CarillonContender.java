package io.carillon.itests.benchmarks.contender;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carillon's engine on its own stores, as the server runs it. */
final class CarillonContender implements Contender {

    static final Platform BELL = new Platform("bench");
    private static final Account ACCOUNT = Account.of(BELL, "@bench", "Bench", Grant.none());

    private static final String UNFINISHED = "SELECT count(*) FROM delivery WHERE id > ? AND id < ?"
            + " AND (state <> 'PUBLISHED' OR NOT EXISTS (SELECT 1 FROM attempt"
            + " WHERE delivery_id = delivery.id AND result = 'PUBLISHED'))";

    static DatabaseSettings settings(Target target) {
        return DatabaseSettings.at(target.folder(), target.url(), target.user(), target.password());
    }

    @Override
    public void makeTables(Target target) {
        try (Stores stores = Stores.open(settings(target), Clock.systemUTC())) {
            stores.accounts().add(ACCOUNT, Optional.empty());
        }
    }

    @Override
    public void store(Connection connection, List<Item> items) throws SQLException {
        String account = ACCOUNT.id().value();
        long now = micros(Instant.now());
        Bulk.load(
                connection,
                "post",
                "id, workspace_id, revision, content, search_text, bare, created_at, updated_at",
                items,
                item -> item.id("p") + ",default,1,\"{\"\"v\"\":1,\"\"caption\"\":\"\"Caption number " + item.index()
                        + " of a post that says what most posts say\"\",\"\"accounts\"\":[\"\"" + account
                        + "\"\"]}\",caption number " + item.index() + ",FALSE," + now + "," + now);
        Bulk.load(
                connection,
                "post_account",
                "post_id, workspace_id, post_created_at, account_id, platform",
                items,
                item -> item.id("p") + ",default," + now + "," + account + "," + BELL.id());
        Bulk.load(
                connection,
                "delivery",
                "id, workspace_id, post_id, post_created_at, account_id, platform, due_at, revision, state,"
                        + " idempotency_key, key_minted_at, prep_state, wake_at, attempts",
                items,
                item -> item.id("d") + ",default," + item.id("p") + "," + now + "," + account + "," + BELL.id() + ","
                        + micros(item.due()) + ",1,SCHEDULED," + item.id("k") + "," + now + ",NONE,"
                        + micros(item.due()) + ",0");
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    @Override
    public List<String> tables() {
        return List.of("post", "post_account", "delivery", "attempt", "step");
    }

    @Override
    public int unfinished(Connection connection, int run) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNFINISHED)) {
            statement.setString(1, Item.start("d", run));
            statement.setString(2, Item.start("d", run + 1));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public Service open(Target target, int inFlight) {
        return new CarillonService(target, Stores.open(settings(target), Clock.systemUTC()), inFlight);
    }
}
