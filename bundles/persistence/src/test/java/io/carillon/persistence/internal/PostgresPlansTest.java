package io.carillon.persistence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Platform;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * On a million posts, no statement that the engine or a list of posts needs reads a large table from end to end, and none
 * looks at many more rows than it needs. PostgreSQL's auto_explain writes every plan, and what it did, to its log; this
 * reads them there.
 */
@OnPostgres
class PostgresPlansTest {

    private static final int MANY = 1_000_000;
    private static final int GRANTS = 20_000;

    /** The engine works in pieces of 500; what is beyond this grows with what is stored. */
    private static final int FEW_ROWS = 1_000;

    private static final int CROWD = 6_000;

    /** From the sixth time on a statement may be run by a plan that knows no values. */
    private static final int TIMES = 12;

    private static final Pattern ROWS = Pattern.compile("actual rows=(\\d+)|Rows Removed by [A-Za-z ]+: (\\d+)");

    private static Stores stores;
    private static Account account;

    @BeforeAll
    static void load() throws SQLException {
        DatabaseSettings settings = TestStores.postgres();
        account = Samples.account(Platform.SANDBOX, "@many");
        try (Stores loading = Stores.open(settings, TestStores.CLOCK)) {
            loading.accounts().add(account, Optional.empty());
            PostgresBulkLoad.posts(loading, account, MANY);
            GrantLoad.grants(loading, GRANTS);
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

    /** Statistics say that wake times tell deliveries apart, and at nine o'clock they don't. */
    @Test
    void aCrowdThatIsDueAtOneInstantIsTakenByItsIds() throws IOException {
        Instant nine = Samples.NOW.minus(Duration.ofDays(1));
        TestStores.execute(
                stores,
                "UPDATE delivery SET due_at = " + Micros.of(nine) + ", wake_at = " + Micros.of(nine)
                        + " WHERE id IN (SELECT id FROM delivery WHERE state = 'SCHEDULED' ORDER BY id DESC LIMIT "
                        + CROWD + ")");
        ClaimOrder order = Samples.order(nine, nine, CROWD / TIMES, Platform.SANDBOX);
        assertThat(mostRows(plansOf(() -> publish(order)))).isLessThanOrEqualTo(FEW_ROWS);
    }

    private static void publish(ClaimOrder order) {
        List<Claim> claims = stores.dispatch().claim(order);
        assertThat(claims).hasSize(order.limit());
        stores.dispatch().settle(claims.stream().map(HotQueries::published).toList());
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
                    .doesNotContainPattern("Seq Scan on (delivery|step|post|post_account|attempt|account_grant)\\b");
            assertThat(mostRows(plans)).as("most rows of a step in%n%s", plans).isLessThanOrEqualTo(FEW_ROWS);
        });
    }

    private static int mostRows(String plans) {
        return ROWS.matcher(plans)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1) == null ? match.group(2) : match.group(1)))
                .max()
                .orElseThrow();
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
