package io.carillon.persistence.internal;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Platform;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.persistence.internal.HotQueries.Query;
import io.carillon.persistence.internal.db.DatabaseSettings;
import io.carillon.persistence.internal.sql.Micros;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * On a million posts, no statement that the engine or a list of posts needs reads a large table from end to end, and none
 * looks at many more rows than it needs. PostgreSQL's auto_explain writes every plan, and what it did, to its log; this
 * reads them there.
 */
@OnPostgres
class PostgresPlansTest {

    private static final int MANY = 1_000_000;

    /** The engine works in pieces of 500; what is beyond this grows with what is stored. */
    private static final int FEW_ROWS = 1_000;

    /** From the sixth time on a statement may be run by a plan that knows no values. */
    private static final int TIMES = 12;

    private static final Pattern ROWS = Pattern.compile("actual rows=(\\d+)|Rows Removed by [A-Za-z ]+: (\\d+)");

    private static final String POSTS = """
            INSERT INTO post (id, workspace_id, revision, content, search_text, bare, created_at, updated_at)
            SELECT 'p_m' || lpad(i::text, 9, '0'), 'default', 1,
              '{"v":1,"caption":"Caption number ' || i || '","accounts":[":account"]}',
              'caption number ' || i, FALSE, :now - i, :now
            FROM generate_series(1, :many) AS i""";

    private static final String POST_ACCOUNTS = """
            INSERT INTO post_account (post_id, workspace_id, post_created_at, account_id, platform)
            SELECT 'p_m' || lpad(i::text, 9, '0'), 'default', :now - i, ':account', 'sandbox'
            FROM generate_series(1, :many) AS i""";

    /** Every second one due a second after the one before it, the others published a minute before the one before. */
    private static final String DELIVERIES = """
            INSERT INTO delivery (id, workspace_id, post_id, post_created_at, account_id, platform, due_at, revision, state,
              idempotency_key, key_minted_at, prep_state, wake_at, attempts)
            SELECT 'd_m' || lpad(i::text, 9, '0'), 'default', 'p_m' || lpad(i::text, 9, '0'), :now - i, ':account', 'sandbox',
              due, 1, CASE WHEN published THEN 'PUBLISHED' ELSE 'SCHEDULED' END, 'k_m' || i, :now, 'NONE',
              CASE WHEN published THEN NULL ELSE due END, CASE WHEN published THEN 1 ELSE 0 END
            FROM (SELECT i, i % 2 = 1 AS published,
                CASE WHEN i % 2 = 1 THEN :now - i * 30000000::bigint ELSE :now + i * 500000::bigint END AS due
              FROM generate_series(1, :many) AS i) AS all_of_them""";

    private static final String ATTEMPTS = """
            INSERT INTO attempt (id, workspace_id, delivery_id, kind, attempt_number, node, armed_at, result, detail)
            SELECT 't_m' || lpad(i::text, 9, '0'), 'default', 'd_m' || lpad(i::text, 9, '0'), 'PUBLISH', 1, 'node-1', :now,
              'PUBLISHED', ''
            FROM generate_series(1, :many, 2) AS i""";

    private static Stores stores;
    private static Account account;

    @BeforeAll
    static void load() throws SQLException {
        DatabaseSettings settings = TestStores.postgres();
        account = Samples.account(Platform.SANDBOX, "@many");
        try (Stores loading = Stores.open(settings, TestStores.CLOCK)) {
            loading.accounts().add(account, Optional.empty());
            long now = Micros.of(NOW);
            for (String insert : List.of(POSTS, POST_ACCOUNTS, DELIVERIES, ATTEMPTS)) {
                TestStores.execute(
                        loading,
                        insert.replace(":account", account.id().value())
                                .replace(":now", now + "")
                                .replace(":many", MANY + ""));
            }
            Statistics.refresh(loading);
        }
        logPlansOf(settings.user());
        stores = Stores.open(settings, TestStores.CLOCK);
    }

    private static void logPlansOf(String role) throws SQLException {
        try (Connection connection = PostgresServer.shared().administrator("postgres");
                Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    "session_preload_libraries = 'auto_explain'",
                    "auto_explain.log_min_duration = 0",
                    "auto_explain.log_analyze = on",
                    "auto_explain.log_timing = off")) {
                statement.execute("ALTER ROLE " + role + " SET " + setting);
            }
        }
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @TestFactory
    Stream<DynamicTest> theEngineReadsByIndexes() {
        return new HotQueries(stores, account).ofTheEngine().map(PostgresPlansTest::test);
    }

    @TestFactory
    Stream<DynamicTest> peopleReadByIndexes() {
        return new HotQueries(stores, account).ofPeople().map(PostgresPlansTest::test);
    }

    private static DynamicTest test(Query query) {
        return DynamicTest.dynamicTest(query.name(), () -> {
            String plans = plansOf(query.work());
            assertThat(plans)
                    .contains("Index")
                    .doesNotContainPattern("Seq Scan on (delivery|post|post_account|attempt)\\b");
            int most = ROWS.matcher(plans)
                    .results()
                    .mapToInt(match -> Integer.parseInt(match.group(1) == null ? match.group(2) : match.group(1)))
                    .max()
                    .orElseThrow();
            assertThat(most).as("most rows of a step in%n%s", plans).isLessThanOrEqualTo(FEW_ROWS);
        });
    }

    private static String plansOf(Runnable work) throws IOException {
        Path log = PostgresServer.shared().log();
        int before = (int) Files.size(log);
        for (int i = 0; i < TIMES; i++) {
            work.run();
        }
        byte[] all = Files.readAllBytes(log);
        return new String(all, before, all.length - before, StandardCharsets.UTF_8);
    }
}
