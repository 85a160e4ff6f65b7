package io.carillon.persistence.internal;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Platform;
import io.carillon.persistence.internal.HotQueries.Query;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * On a hundred thousand posts, no statement that the engine or a list of posts needs reads a table or an index from end to
 * end, and none sorts more than what it answers. Derby writes its plans to its log; this reads them there.
 */
class DerbyPlansTest {

    private static final String LOG_PLANS = "derby.language.logQueryPlan";
    private static final Pattern VISITED = Pattern.compile("Number of rows visited=(\\d+)");
    private static final int MANY = 100_000;
    /** What a statement may look at on its way: rows that are taken already, entries without a value. */
    private static final int FEW = 2_000;

    private static final int GRANTS = 5_000;

    private static Stores stores;
    private static Account account;

    @BeforeAll
    static void load() {
        DatabaseSettings settings = TestStores.fresh("plans");
        account = Samples.account(Platform.SANDBOX, "@many");
        try (Stores loading = Stores.open(settings, TestStores.CLOCK)) {
            loading.accounts().add(account, Optional.empty());
            BulkLoad load = new BulkLoad(loading, List.of(account));
            load.scheduled(MANY / 2, NOW);
            load.published(MANY / 2, NOW);
            load.steps(MANY / 2, NOW);
            GrantLoad.grants(loading, GRANTS);
            Statistics.refresh(loading);
        }
        // Read when a connection is made, so only now.
        System.setProperty(LOG_PLANS, "true");
        stores = Stores.open(settings, TestStores.CLOCK);
    }

    @AfterAll
    static void close() {
        System.clearProperty(LOG_PLANS);
        stores.close();
    }

    @TestFactory
    Stream<DynamicTest> theEngineReadsByIndexes() {
        return new HotQueries(stores, account).ofTheEngine().map(DerbyPlansTest::test);
    }

    @TestFactory
    Stream<DynamicTest> peopleReadByIndexes() {
        return new HotQueries(stores, account).ofPeople().map(DerbyPlansTest::test);
    }

    /** Reads what it needs and no more; what it found may be sorted, unless it is a page of a list. */
    private static DynamicTest test(Query query) {
        return DynamicTest.dynamicTest(query.name(), () -> {
            String plans = plansOf(query.work());
            assertThat(plans)
                    .contains("Index")
                    .doesNotContain("Table Scan ResultSet for DELIVERY")
                    .doesNotContain("Table Scan ResultSet for STEP")
                    .doesNotContain("Table Scan ResultSet for POST")
                    .doesNotContain("Table Scan ResultSet for ACCOUNT_GRANT")
                    .doesNotContain("Table Scan ResultSet for ATTEMPT");
            if (!query.walks()) {
                assertThat(visited(plans))
                        .as("rows that one step of a statement looked at")
                        .allMatch(rows -> rows <= FEW);
            }
            if (query.page()) {
                assertThat(plans).doesNotContain("Sort ResultSet");
            }
        });
    }

    private static List<Integer> visited(String plans) {
        return VISITED.matcher(plans)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static String plansOf(Runnable work) throws IOException {
        Path log = Path.of(System.getProperty("derby.stream.error.file"));
        long before = Files.size(log);
        work.run();
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) before, (int) (all.length - before), StandardCharsets.UTF_8);
    }
}
