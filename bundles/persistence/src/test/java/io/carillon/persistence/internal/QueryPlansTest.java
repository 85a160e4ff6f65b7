package io.carillon.persistence.internal;

import static io.carillon.persistence.internal.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Step;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.ThreadPart;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.Settlement;
import io.carillon.persistence.internal.db.DatabaseSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * On a hundred thousand posts, no statement that the engine or a list of posts needs reads a table from end to end, and
 * none sorts more than what it answers. Derby writes its plans to its log; this reads them there.
 */
class QueryPlansTest {

    private static final String LOG_PLANS = "derby.language.logQueryPlan";
    private static final int MANY = 100_000;
    private static final String URL = "jdbc:derby:memory:plans";
    private static final Instant SOON = NOW.plusSeconds(30);

    private static Stores stores;
    private static Account account;

    @BeforeAll
    static void load() {
        Path folder = Path.of("target", "test-stores");
        DatabaseSettings settings = DatabaseSettings.at(folder, URL, "", "");
        account = Samples.account(Platform.SANDBOX, "@many");
        try (Stores loading = Stores.open(settings, TestStores.CLOCK)) {
            loading.accounts().add(account, Optional.empty());
            BulkLoad load = new BulkLoad(loading, List.of(account));
            load.scheduled(MANY / 2, NOW);
            load.published(MANY / 2, NOW);
            load.steps(MANY / 2, NOW);
            loading.database().refreshStatistics();
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
        return Stream.of(
                test("next wake", () -> stores.dispatch().nextWake()),
                test("claim and settle", QueryPlansTest::claimAndSettle),
                test("prepare", QueryPlansTest::prepare),
                test("claim and settle steps", QueryPlansTest::follow),
                test("park", () -> stores.dispatch().parkAbsent(Set.of(Platform.X, Platform.SANDBOX), SOON)),
                test("unpark account", () -> stores.dispatch().unparkAccount(account.id(), SOON)),
                test("unpark", () -> stores.dispatch().unpark(Platform.X, WaitReason.PUBLISHER_ABSENT, SOON)),
                test("orphans", () -> stores.dispatch().orphansOf(new Claimant("node-1", "boot-9"), SOON, 100)),
                test("expired", () -> stores.dispatch().expired(SOON, 100)));
    }

    @TestFactory
    Stream<DynamicTest> peopleReadByIndexes() {
        return Stream.of(
                test("add, find, change and remove", QueryPlansTest::edit),
                page("all posts", () -> list(posts(Set.of(), false, false))),
                test(
                        "posts by state",
                        () -> list(posts(Set.of(DeliveryState.PUBLISHED, DeliveryState.DRAFT), false, false))),
                page("posts by account", () -> list(posts(Set.of(), true, false))),
                page("posts by platform", () -> list(posts(Set.of(), false, true))),
                page("posts by all of them", () -> list(posts(Set.of(DeliveryState.SCHEDULED), true, true))),
                page("deliveries of a span", () -> stores.posts()
                        .listDeliveries(deliveries(Set.of(), false), PageRequest.first(50))),
                page("deliveries by state", () -> stores.posts()
                        .listDeliveries(
                                deliveries(Set.of(DeliveryState.FAILED, DeliveryState.PUBLISHED), false),
                                PageRequest.first(50))),
                page("deliveries by account", () -> stores.posts()
                        .listDeliveries(deliveries(Set.of(), true), PageRequest.first(50))));
    }

    /** Reads what it needs and no more; what it found may be sorted. */
    private static DynamicTest test(String name, Runnable work) {
        return DynamicTest.dynamicTest(name, () -> assertThat(plansOf(work))
                .contains("Index")
                .doesNotContain("Table Scan ResultSet for DELIVERY")
                .doesNotContain("Table Scan ResultSet for STEP")
                .doesNotContain("Table Scan ResultSet for POST")
                .doesNotContain("Table Scan ResultSet for ATTEMPT"));
    }

    /** Reads one page: a list that had to be sorted would be read to its end first. */
    private static DynamicTest page(String name, Runnable work) {
        return DynamicTest.dynamicTest(name, () -> {
            String plans = plansOf(work);
            assertThat(plans).contains("Index").doesNotContain("Table Scan ResultSet for POST");
            assertThat(plans)
                    .doesNotContain("Table Scan ResultSet for DELIVERY")
                    .doesNotContain("Sort ResultSet");
        });
    }

    private static String plansOf(Runnable work) throws IOException {
        Path log = Path.of(System.getProperty("derby.stream.error.file"));
        long before = Files.size(log);
        work.run();
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) before, (int) (all.length - before), StandardCharsets.UTF_8);
    }

    private static void claimAndSettle() {
        List<Claim> claims = stores.dispatch().claim(Samples.order(NOW, SOON, 20, Platform.SANDBOX, Platform.X));
        assertThat(claims).hasSize(20);
        stores.dispatch().settle(claims.stream().map(QueryPlansTest::published).toList());
    }

    private static Settlement published(Claim claim) {
        Delivery done = claim.delivery().toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .build();
        return new Settlement(claim.id(), done, Optional.empty(), Optional.empty(), true);
    }

    private static void prepare() {
        StoredPost post = Samples.post(account, "to prepare");
        stores.posts().add(post, List.of(Samples.delivery(post, account, NOW.minusSeconds(9), Preparation.PENDING)));
        Claim claim = stores.dispatch()
                .claim(Samples.order(NOW, NOW.minusSeconds(9), 1, Platform.SANDBOX))
                .get(0);
        stores.dispatch().checkpoint(claim.id(), new PreparedValue("half"));
        stores.dispatch().prepared(claim.id(), new PreparedValue("whole"), true, Optional.empty(), SOON);
    }

    /** A post with a thread of two, one after the other. */
    private static void follow() {
        Instant early = NOW.minusSeconds(99);
        StoredPost post = Samples.post(account, "to follow");
        Delivery parent = Samples.delivery(post, account, early);
        stores.posts().add(post, List.of(parent));
        stores.dispatch().settle(List.of(publishedNext(early).withSteps(List.of(part(parent, 0), part(parent, 1)))));
        stores.dispatch().settle(List.of(publishedNext(early)));
        stores.dispatch().settle(List.of(publishedNext(early)));
        assertThat(stores.posts().steps(List.of(parent.id())).get(parent.id()))
                .extracting(Delivery::state)
                .containsOnly(DeliveryState.PUBLISHED);
    }

    private static Settlement publishedNext(Instant early) {
        List<Claim> claims = stores.dispatch().claim(Samples.order(NOW, early, 20, Platform.SANDBOX));
        assertThat(claims).hasSize(1);
        return published(claims.get(0));
    }

    private static Delivery part(Delivery parent, int part) {
        Step step = new Step(parent.id(), part, Step.Kind.THREAD_PART, part, new ThreadPart("More", List.of()));
        return Delivery.following(
                parent,
                step,
                parent.key(),
                Preparation.NONE,
                parent.due(),
                part == 0 ? Optional.of(parent.due()) : Optional.empty());
    }

    private static void edit() {
        StoredPost post = Samples.post(account, "to edit");
        Delivery delivery = Samples.delivery(post, account, SOON);
        stores.posts().add(post, List.of(delivery));
        stores.posts().find(post.workspace(), post.id());
        stores.posts()
                .change(new PostChange(
                        post.edited(post.post(), NOW),
                        1,
                        List.of(),
                        List.of(new PostChange.DeliveryChange(delivery, delivery)),
                        List.of()));
        stores.posts().attempts(delivery.id());
        stores.posts().remove(post.workspace(), post.id(), 2);
    }

    private static void list(PostQuery query) {
        PageRequest first = PageRequest.first(20);
        Optional<String> next = stores.posts().list(query, first).next();
        assertThat(next).isPresent();
        stores.posts().list(query, new PageRequest(20, next));
    }

    private static PostQuery posts(Set<DeliveryState> states, boolean ofAccount, boolean ofPlatform) {
        return new PostQuery(
                Workspace.DEFAULT_ID,
                states,
                ofAccount ? Optional.of(account.id()) : Optional.empty(),
                ofPlatform ? Optional.of(Platform.SANDBOX) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static DeliveryQuery deliveries(Set<DeliveryState> states, boolean ofAccount) {
        return new DeliveryQuery(
                Workspace.DEFAULT_ID,
                states,
                ofAccount ? Optional.of(account.id()) : Optional.empty(),
                Optional.of(NOW.minusSeconds(3600)),
                Optional.of(NOW.plusSeconds(3600)));
    }
}
