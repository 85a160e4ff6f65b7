package io.carillon.analytics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Sample;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.Feature;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.PastAttempt;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.publisher.PublishContext;
import io.carillon.api.publisher.PublishOutcome;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.ReconcileOutcome;
import io.carillon.api.publisher.TextRule;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.AccountSource;
import io.carillon.core.MovableClock;
import io.carillon.core.publisher.PublisherRegistry;
import io.carillon.core.store.InMemoryPostStore;
import io.carillon.core.store.InMemorySampleStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorTest {

    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock(AT);
    private final InMemoryPostStore posts = new InMemoryPostStore();
    private final InMemorySampleStore samples = new InMemorySampleStore(posts);
    private final PublisherRegistry publishers = PublisherRegistry.create();
    private final Network network = new Network();
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final List<String> toldOf = new ArrayList<>();
    private boolean renews;
    private final Collector collector =
            new Collector(samples, publishers, new Accounts(), Ages.of("1h, 6h, 1d"), clock);

    @BeforeEach
    void open() {
        publishers.add(network);
        publishers.addCompanion(MetricsSource.class, network, Platform.SANDBOX.id(), 0);
    }

    @Test
    void figuresAreReadAtEveryAgeAndTheFirstReportTheDelivery() {
        DeliveryId id = published("a", "r1");
        network.figures.put("r1", 3L);

        after(HOUR.minusSeconds(1));
        assertThat(network.asked).isEmpty();
        assertThat(state(id)).isEqualTo(DeliveryState.PUBLISHED);

        after(HOUR);
        assertThat(state(id)).isEqualTo(DeliveryState.REPORTED);
        network.figures.put("r1", 5L);
        after(Duration.ofHours(6));
        after(Duration.ofDays(1));
        after(Duration.ofDays(9));

        assertThat(network.asked).hasSize(3);
        assertThat(samples.samples(id))
                .containsExactly(
                        sample(id, HOUR, 3), sample(id, HOUR.multipliedBy(6), 5), sample(id, Duration.ofDays(1), 5));
    }

    @Test
    void postsOfOneAccountAreReadInOneCallAndOtherAccountsApart() {
        published("a", "r1");
        published("a", "r2");
        published("b", "r3");

        after(HOUR);

        assertThat(network.asked).containsExactlyInAnyOrder(List.of("r1", "r2"), List.of("r3"));
    }

    @Test
    void networkThatCannotBeReadIsAskedAgainEverMoreSlowly() {
        DeliveryId id = published("a", "r1");
        network.figures.put("r1", 3L);
        network.down = true;

        after(HOUR);
        after(HOUR.plusSeconds(59));
        assertThat(network.asked).hasSize(1);
        after(HOUR.plusSeconds(60));
        after(HOUR.plusSeconds(60 + 119));
        assertThat(network.asked).hasSize(2);
        assertThat(state(id)).isEqualTo(DeliveryState.PUBLISHED);

        network.down = false;
        after(HOUR.plusSeconds(60 + 120));
        assertThat(samples.samples(id)).containsExactly(sample(id, HOUR, 3));
    }

    @Test
    void ageThatWentByMeanwhileIsLeftOut() {
        DeliveryId id = published("a", "r1");
        network.figures.put("r1", 3L);

        after(Duration.ofHours(7));

        assertThat(samples.samples(id)).containsExactly(sample(id, HOUR.multipliedBy(6), 3));
    }

    @Test
    void accountThatMustBeConnectedAgainIsLeftAloneUntilItIs() {
        DeliveryId id = published("a", "r1");
        network.figures.put("r1", 3L);
        status("a", AccountStatus.NEEDS_RECONNECT);

        after(HOUR);
        assertThat(network.asked).isEmpty();

        status("a", AccountStatus.CONNECTED);
        after(HOUR.multipliedBy(2));
        assertThat(samples.samples(id)).hasSize(1);
    }

    @Test
    void refusedGrantAsksForItsOwnerOnceAndTheFiguresWait() {
        DeliveryId id = published("a", "r1");
        network.figures.put("r1", 3L);
        network.refuses = true;

        after(HOUR);
        after(HOUR.multipliedBy(2));
        assertThat(toldOf).containsExactly("revoked");
        assertThat(network.asked).hasSize(1);

        network.refuses = false;
        status("a", AccountStatus.CONNECTED);
        after(HOUR.multipliedBy(4));
        assertThat(samples.samples(id)).hasSize(1);
    }

    @Test
    void refusedGrantThatWasRenewedIsShownSoonAndNobodyIsAsked() {
        DeliveryId id = published("a", "r1");
        network.figures.put("r1", 3L);
        network.refuses = true;
        renews = true;

        after(HOUR);
        network.refuses = false;
        after(HOUR.plusSeconds(60));
        assertThat(toldOf).isEmpty();
        assertThat(samples.samples(id)).hasSize(1);
    }

    @Test
    void whatNeverComesIsGivenUpADayAfterItsLastAge() {
        published("a", "r1");
        network.down = true;
        for (int hours = 1; hours < 60; hours++) {
            after(HOUR.multipliedBy(hours));
        }
        int asked = network.asked.size();

        network.down = false;
        after(Duration.ofDays(20));

        assertThat(network.asked).hasSize(asked);
    }

    @Test
    void postThatIsGoneFromTheNetworkGetsNoFiguresAndStaysPublished() {
        DeliveryId id = published("a", "r1");

        after(HOUR);

        assertThat(samples.samples(id)).isEmpty();
        assertThat(state(id)).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void whatNobodyToldOfIsFound() {
        DeliveryId id = published("a", "r1", false);
        network.figures.put("r1", 3L);

        collector.enrolMissed();
        after(HOUR);

        assertThat(state(id)).isEqualTo(DeliveryState.REPORTED);
    }

    @Test
    void whatAPersonSettledAsPublishedDaysAfterItWasDueIsFoundUntilItsLastAge() {
        Collector patient = new Collector(samples, publishers, new Accounts(), Ages.of("1h, 3d, 30d"), clock);
        DeliveryId id = published("a", "r1", false);
        network.figures.put("r1", 3L);

        clock.set(AT.plus(Duration.ofDays(3)));
        patient.enrolMissed();
        patient.collect();

        assertThat(samples.samples(id)).extracting(Sample::age).containsExactly(Duration.ofDays(3));
        assertThat(state(id)).isEqualTo(DeliveryState.REPORTED);
    }

    private void after(Duration age) {
        clock.set(AT.plus(age));
        collector.collect();
    }

    private DeliveryState state(DeliveryId id) {
        return posts.findDelivery(Workspace.DEFAULT_ID, id).orElseThrow().state();
    }

    private Sample sample(DeliveryId id, Duration age, long likes) {
        return samples.samples(id).stream()
                .filter(one -> one.age().equals(age))
                .findFirst()
                .map(one -> new Sample(id, age, one.takenAt(), Map.of("likes", likes)))
                .orElseThrow(() -> new AssertionError("No sample at " + age));
    }

    private DeliveryId published(String account, String remoteId) {
        return published(account, remoteId, true);
    }

    private DeliveryId published(String name, String remoteId, boolean tell) {
        Account account = status(name, AccountStatus.CONNECTED);
        Post post = Post.to(account).caption(remoteId).build();
        StoredPost stored = new StoredPost(new PostId("p-" + remoteId), Workspace.DEFAULT_ID, 1, post, AT, AT);
        Delivery delivery = Delivery.scheduled(
                        new DeliveryId("d-" + remoteId),
                        stored,
                        account,
                        AT,
                        new IdempotencyKey("key-" + remoteId, AT),
                        Preparation.NONE,
                        AT)
                .toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .publication(Optional.of(new Publication(remoteId, Optional.empty(), AT)))
                .build();
        posts.add(stored, List.of(delivery));
        if (tell) {
            collector.enrol(List.of(delivery.id()));
        }
        return delivery.id();
    }

    private Account status(String name, AccountStatus status) {
        Account account = Account.of(Platform.SANDBOX, "@" + name, name, Grant.none());
        Account with = new Account(
                account.id(),
                account.workspace(),
                account.platform(),
                account.handle(),
                account.displayName(),
                account.avatarUrl(),
                status,
                account.zone(),
                account.settings(),
                account.grant());
        accounts.put(with.id(), with);
        return with;
    }

    private final class Accounts implements AccountSource {

        @Override
        public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
            return Optional.ofNullable(accounts.get(id));
        }

        @Override
        public boolean renewRefused(Account used) {
            return renews;
        }

        @Override
        public void needsReconnect(Account account, String reason) {
            status(account.displayName(), AccountStatus.NEEDS_RECONNECT);
            toldOf.add(reason);
        }
    }

    /** Tells the figures that a test gave it. */
    private final class Network implements Publisher, MetricsSource {

        private final Map<String, Long> figures = new HashMap<>();
        private final List<List<String>> asked = new ArrayList<>();
        private boolean down;
        private boolean refuses;

        @Override
        public PublisherProfile profile() {
            return PublisherProfile.builder(Platform.SANDBOX, "Sandbox", TextRule.of(500, Counting.CODE_POINTS))
                    .features(Feature.METRICS)
                    .build();
        }

        @Override
        public MetricsOutcome fetch(Account account, List<Publication> publications) {
            asked.add(publications.stream().map(Publication::remoteId).sorted().toList());
            if (down || refuses) {
                return refuses ? new MetricsOutcome.Revoked("revoked") : new MetricsOutcome.NotReached("down");
            }
            Map<String, Metrics> told = new HashMap<>();
            publications.stream()
                    .map(Publication::remoteId)
                    .filter(figures::containsKey)
                    .forEach(id -> told.put(id, new Metrics(clock.instant(), Map.of("likes", figures.get(id)))));
            return new MetricsOutcome.Read(told);
        }

        @Override
        public PublishOutcome publish(PublishContext context, PreparedValue prepared) {
            throw new AssertionError("Nothing is published here");
        }

        @Override
        public ReconcileOutcome reconcile(PublishContext context, PastAttempt attempt) {
            throw new AssertionError("Nothing is in doubt here");
        }
    }
}
