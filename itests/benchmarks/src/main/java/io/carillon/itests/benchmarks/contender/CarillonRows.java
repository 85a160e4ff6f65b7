package io.carillon.itests.benchmarks.contender;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Posts of the workspace {@code default} with one delivery each, past Carillon straight into its tables. */
public final class CarillonRows {

    /** What they are in, and what becomes of them. */
    public static final List<String> TABLES = List.of("post", "post_account", "delivery", "attempt", "step");

    private CarillonRows() {}

    /** Stores them as scheduled; written just now. */
    public static void load(Connection connection, AccountId account, Platform platform, List<Item> items)
            throws SQLException {
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
                item -> item.id("p") + ",default," + now + "," + account + "," + platform.id());
        Bulk.load(
                connection,
                "delivery",
                "id, workspace_id, post_id, post_created_at, account_id, platform, due_at, revision, state,"
                        + " idempotency_key, key_minted_at, prep_state, wake_at, attempts",
                items,
                item -> item.id("d") + ",default," + item.id("p") + "," + now + "," + account + "," + platform.id()
                        + "," + micros(item.due()) + ",1,SCHEDULED," + item.id("k") + "," + now + ",NONE,"
                        + micros(item.due()) + ",0");
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }
}
