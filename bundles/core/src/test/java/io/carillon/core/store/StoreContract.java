package io.carillon.core.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Grant;
import io.carillon.api.model.IdempotencyKey;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.Leases;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.SampleStore;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.Settlement;
import io.carillon.api.store.ZoneStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;

/** What the store contracts share: an empty store before every test, and samples to put into it. */
public abstract class StoreContract {

    protected static final Instant NOW = Instant.parse("2026-03-01T10:00:00.000001Z");
    protected static final Duration LEASE = Duration.ofSeconds(40);
    protected static final Claimant NODE = new Claimant("north", "boot-2");
    protected static final WorkspaceId OTHER = new WorkspaceId("other");
    protected static final Account BELL = account("a_bell", Workspace.DEFAULT_ID, Platform.SANDBOX);
    protected static final Account TUSK = account("a_tusk", Workspace.DEFAULT_ID, Platform.MASTODON);
    protected static final Account ELSEWHERE = account("a_elsewhere", OTHER, Platform.SANDBOX);
    protected static final Map<Platform, Leases> LEASES =
            Map.of(Platform.SANDBOX, Leases.all(LEASE), Platform.MASTODON, Leases.all(LEASE));

    protected PostStore posts;
    protected SeriesStore series;
    protected DispatchStore dispatch;
    protected SampleStore samples;
    protected QueueStore queues;
    protected ZoneStore zones;

    private final AtomicInteger counter = new AtomicInteger();

    /** Gives empty stores; called before every test. Nothing of a former test may be seen through them. */
    protected abstract StoreFixture emptyStores();

    @BeforeEach
    public void openStores() {
        StoreFixture fixture = emptyStores();
        fixture.add(new Workspace(OTHER, "Other", ZoneOffset.UTC, MissedPolicy.DEFAULT, 1));
        List.of(BELL, TUSK, ELSEWHERE).forEach(fixture::add);
        posts = fixture.posts();
        series = fixture.series();
        dispatch = fixture.dispatch();
        samples = fixture.samples();
        queues = fixture.queues();
        zones = fixture.zones();
    }

    private static Account account(String id, WorkspaceId workspace, Platform platform) {
        return new Account(
                new AccountId(id),
                workspace,
                platform,
                "@" + id,
                "Name of " + id,
                Optional.empty(),
                AccountStatus.CONNECTED,
                ZoneId.of("Europe/Berlin"),
                Map.of("key", "value"),
                Grant.none());
    }

    protected AttemptId freshId() {
        return new AttemptId("t_%05d".formatted(counter.incrementAndGet()));
    }

    protected StoredPost post(Post post, Instant createdAt) {
        WorkspaceId workspace = post.accounts().get(0).workspace();
        PostId id = new PostId("p_%05d".formatted(counter.incrementAndGet()));
        return new StoredPost(id, workspace, 1, post, createdAt, createdAt);
    }

    protected Post bell(Instant due) {
        return Post.to(BELL)
                .caption("Ring the bell")
                .schedule(Schedule.at(due, ZoneOffset.UTC))
                .build();
    }

    protected Delivery delivery(StoredPost post, Account account, Instant due) {
        int number = counter.incrementAndGet();
        return Delivery.scheduled(
                new DeliveryId("d_%05d".formatted(number)),
                post,
                account,
                due,
                new IdempotencyKey("%026d".formatted(number), NOW),
                Preparation.NONE,
                due);
    }

    /** Stores a post of the sandbox account with one delivery. */
    protected Delivery stored(Instant due, UnaryOperator<DeliveryBuilder> as) {
        return stored(BELL, due, as);
    }

    protected Delivery stored(Account account, Instant due, UnaryOperator<DeliveryBuilder> as) {
        Post post = Post.to(account)
                .caption("Ring the bell")
                .schedule(Schedule.at(due, ZoneOffset.UTC))
                .build();
        StoredPost parent = post(post, NOW);
        Delivery delivery = as.apply(delivery(parent, account, due).toBuilder()).build();
        posts.add(parent, List.of(delivery));
        return delivery;
    }

    protected Delivery stored(Instant due) {
        return stored(due, UnaryOperator.identity());
    }

    protected static UnaryOperator<DeliveryBuilder> in(DeliveryState state) {
        return builder -> builder.state(state);
    }

    protected static UnaryOperator<DeliveryBuilder> toPrepare(Instant wakeAt) {
        return builder -> builder.preparation(Preparation.PENDING).wakeAt(Optional.of(wakeAt));
    }

    protected static UnaryOperator<DeliveryBuilder> retrying(Instant retryAt) {
        return builder -> builder.state(DeliveryState.RETRYING)
                .attempts(1)
                .retryAt(Optional.of(retryAt))
                .wakeAt(Optional.of(retryAt));
    }

    protected List<Claim> claim(Instant now, Instant horizon) {
        return claim(NODE, now, horizon, 500);
    }

    protected List<Claim> claim(Claimant claimant, Instant now, Instant horizon, int limit) {
        return dispatch.claim(new ClaimOrder(claimant, now, horizon, limit, LEASES, this::freshId));
    }

    protected Claim claimOne(Instant now) {
        return claimOne(NODE, now);
    }

    protected Claim claimOne(Claimant claimant, Instant now) {
        List<Claim> claims = claim(claimant, now, now, 500);
        if (claims.size() != 1) {
            throw new AssertionError("One delivery should have been claimed; it was " + claims);
        }
        return claims.get(0);
    }

    protected Delivery now(Delivery delivery) {
        return posts.findDelivery(delivery.workspace(), delivery.id()).orElseThrow();
    }

    protected Settlement published(Claim claim) {
        Delivery after = claim.delivery().toBuilder()
                .state(DeliveryState.PUBLISHED)
                .attempts(claim.delivery().attempts() + 1)
                .wakeAt(Optional.empty())
                .build();
        return new Settlement(
                claim.id(),
                after,
                Optional.of(attempt(claim.id(), after, Attempt.Result.PUBLISHED)),
                Optional.empty(),
                true);
    }

    protected Settlement settlement(Claim claim, UnaryOperator<DeliveryBuilder> as) {
        return new Settlement(
                claim.id(), as.apply(claim.delivery().toBuilder()).build(), Optional.empty(), Optional.empty(), false);
    }

    /** Claims the delivery at the instant and leaves it in doubt, to be asked about then. */
    protected AttemptId leftInDoubt(Instant now, Instant askAt) {
        Claim claim = claimOne(now);
        Delivery doubtful = claim.delivery().toBuilder()
                .state(DeliveryState.IN_DOUBT)
                .wakeAt(Optional.of(askAt))
                .build();
        dispatch.settle(List.of(new Settlement(
                claim.id(),
                doubtful,
                Optional.of(attempt(claim.id(), doubtful, Attempt.Result.INDETERMINATE)),
                Optional.of(new Claim.Doubted(claim.id(), now, 0)),
                false)));
        return claim.id();
    }

    /** A visit to prepare that began then and took a second. */
    protected Attempt visit(Delivery delivery, Instant began, Attempt.Result result, int times) {
        return new Attempt(
                freshId(),
                delivery.id(),
                Attempt.Kind.PREPARE,
                1,
                NODE.node(),
                began,
                Optional.of(began),
                Optional.of(began.plusSeconds(1)),
                result,
                "At " + began,
                times,
                Optional.empty());
    }

    protected static Attempt attempt(AttemptId id, Delivery delivery, Attempt.Result result) {
        return new Attempt(
                id,
                delivery.id(),
                Attempt.Kind.PUBLISH,
                Math.max(1, delivery.attempts()),
                NODE.node(),
                NOW,
                Optional.of(NOW.plusMillis(1)),
                Optional.of(NOW.plusMillis(3)),
                result,
                "As the network said");
    }
}
