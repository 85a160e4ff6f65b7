package io.carillon.core.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Origin;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Discard;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.Hold;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueEntry;
import io.carillon.api.store.QueueStore;
import io.carillon.api.store.Reservation;
import io.carillon.api.store.SeriesStore;
import io.carillon.api.store.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Posts and deliveries in memory, for embedding and for tests: everything that a store promises but durability, and what
 * the stores on databases are compared with. Claims cost what is due, not what is stored; lists are sorted afresh.
 *
 * <p>Grants are dropped on the way in. It reads no clock. Safe for use by many threads: calls happen one at a time.
 */
public final class InMemoryPostStore implements PostStore, SeriesStore, QueueStore, DispatchStore {

    // Not synchronized: a virtual thread that waits for a monitor keeps its carrier up to JDK 23.
    private final ReentrantLock lock = new ReentrantLock();
    private final DeliveryTable table = new DeliveryTable();
    private final DiscardList discards = new DiscardList();
    private final QueueSide queues = new QueueSide(table);
    private final PeopleSide people = new PeopleSide(table, discards, queues);
    private final EngineSide engine = new EngineSide(table, discards, people::postOf);
    private final BudgetSide budgets = new BudgetSide(table);

    @Override
    public void add(StoredPost post, List<Delivery> deliveries) {
        run(() -> people.add(post, deliveries));
    }

    @Override
    public Optional<PostWithDeliveries> find(WorkspaceId workspace, PostId id) {
        return get(() -> people.find(workspace, id));
    }

    @Override
    public Page<PostWithDeliveries> list(PostQuery query, PageRequest page) {
        return get(() -> people.list(query, page));
    }

    @Override
    public void change(PostChange change) {
        run(() -> people.change(change));
    }

    @Override
    public void remove(WorkspaceId workspace, PostId id, long expectedRevision, List<QueueChange> behind) {
        run(() -> people.remove(workspace, id, expectedRevision, behind));
    }

    @Override
    public Optional<AccountQueue> queue(WorkspaceId workspace, AccountId account) {
        return get(() -> queues.queue(workspace, account));
    }

    @Override
    public List<QueueEntry> queued(AccountId account, Instant after) {
        return get(() -> queues.queued(account, after));
    }

    @Override
    public List<Instant> chosen(AccountId account, Instant after) {
        return get(() -> queues.chosen(account, after));
    }

    @Override
    public Page<Delivery> listQueued(AccountId account, Instant after, PageRequest page) {
        return get(() -> queues.list(account, after, page));
    }

    @Override
    public void change(QueueChange change) {
        run(() -> queues.change(List.of(change)));
    }

    @Override
    public List<StoredPost> toExtend(Instant by, int limit) {
        return get(() -> people.toExtend(by, limit));
    }

    @Override
    public Optional<Instant> nextExtension() {
        return get(people::nextExtension);
    }

    @Override
    public Optional<PostWithDeliveries> findDetached(WorkspaceId workspace, Origin origin) {
        return get(() -> people.findDetached(workspace, origin));
    }

    @Override
    public List<StoredPost> notPlannedTo(WorkspaceId workspace, Instant to, int limit) {
        return get(() -> people.notPlannedTo(workspace, to, limit));
    }

    @Override
    public Map<PostId, StoredPost> posts(WorkspaceId workspace, Collection<PostId> ids) {
        return get(() -> people.posts(workspace, ids));
    }

    @Override
    public Optional<Delivery> findDelivery(WorkspaceId workspace, DeliveryId id) {
        return get(() -> people.findDelivery(workspace, id));
    }

    @Override
    public Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest page) {
        return get(() -> people.listDeliveries(query, page));
    }

    @Override
    public Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> deliveries) {
        return get(() -> people.steps(deliveries));
    }

    @Override
    public List<Attempt> attempts(DeliveryId delivery) {
        return get(() -> people.attempts(delivery));
    }

    @Override
    public Optional<Instant> nextWake() {
        return get(table::firstWake);
    }

    @Override
    public List<Claim> claim(ClaimOrder order) {
        return get(() -> engine.claim(order));
    }

    @Override
    public List<Claim> claimDoubted(ClaimOrder order, Map<DeliveryId, AttemptId> doubts) {
        return get(() -> engine.claimDoubted(order, doubts));
    }

    @Override
    public int parkAbsent(Set<Platform> present, Instant now) {
        return get(() -> engine.parkAbsent(present, now));
    }

    @Override
    public int unpark(Platform platform, WaitReason reason, Instant now) {
        return get(() -> engine.unpark(platform, reason, now));
    }

    @Override
    public int unparkAccount(AccountId account, Instant now) {
        return get(() -> engine.unparkAccount(account, now));
    }

    @Override
    public int hasten(Platform platform, String problem, Instant from, Duration over) {
        return get(() -> engine.hasten(platform, problem, from, over));
    }

    @Override
    public boolean checkpoint(AttemptId claim, PreparedValue progress) {
        return get(() -> engine.checkpoint(claim, progress));
    }

    @Override
    public boolean prepared(
            AttemptId claim, PreparedValue value, boolean ready, Optional<Instant> expiresAt, Instant wakeAt) {
        return get(() -> engine.prepared(claim, value, ready, expiresAt, wakeAt));
    }

    @Override
    public Set<AttemptId> settle(List<Settlement> settlements) {
        return get(() -> engine.settle(settlements));
    }

    @Override
    public List<Orphan> orphansOf(Claimant claimant, Instant now, int limit) {
        return get(() -> engine.orphansOf(claimant, now, limit));
    }

    @Override
    public List<Orphan> armedBy(Claimant run, int limit) {
        return get(() -> engine.armedBy(run, limit));
    }

    @Override
    public int endPreparing(Claimant gone, Instant now) {
        return get(() -> engine.endPreparing(gone, now));
    }

    @Override
    public List<Orphan> expired(Instant now, int limit) {
        return get(() -> engine.expired(now, limit));
    }

    @Override
    public List<Delivery> underWay(WorkspaceId workspace, AccountId account) {
        return get(() -> engine.underWay(workspace, account));
    }

    @Override
    public Optional<DeliveryId> publishedAs(AccountId account, String remoteId, Instant since) {
        return get(() -> engine.publishedAs(account, remoteId, since));
    }

    @Override
    public void addEvidence(Attempt attempt) {
        run(() -> engine.addEvidence(attempt));
    }

    @Override
    public List<Discard> takeDiscards(Set<Platform> platforms, int limit) {
        return get(() -> discards.take(platforms, limit));
    }

    @Override
    public Map<DeliveryId, Instant> reserve(List<Reservation> wanted) {
        return get(() -> budgets.reserve(wanted));
    }

    @Override
    public void holdBack(Hold hold) {
        run(() -> budgets.holdBack(hold));
    }

    @Override
    public List<Hold> holds(Instant now) {
        return get(() -> budgets.holds(now));
    }

    List<StoredPost> allPosts() {
        return get(people::all);
    }

    List<AccountQueue> allQueues() {
        return get(queues::all);
    }

    /** Those of some deliveries that were published and are no steps. */
    List<Delivery> published(Set<DeliveryId> ids) {
        return get(() -> table.all().stream()
                .map(row -> row.delivery)
                .filter(delivery -> ids.contains(delivery.id()) && isPublished(delivery))
                .toList());
    }

    List<Delivery> published(Set<Platform> platforms, Instant dueFrom) {
        return get(() -> table.all().stream()
                .map(row -> row.delivery)
                .filter(delivery -> platforms.contains(delivery.platform()) && isPublished(delivery))
                .filter(delivery -> !delivery.due().isBefore(dueFrom))
                .toList());
    }

    private static boolean isPublished(Delivery delivery) {
        return delivery.state() == DeliveryState.PUBLISHED && delivery.step().isEmpty();
    }

    /** A delivery's first figures are there. */
    void report(DeliveryId id) {
        run(() -> table.find(id)
                .filter(row -> isPublished(row.delivery))
                .ifPresent(row -> table.put(
                        row,
                        row.delivery.toBuilder()
                                .state(row.delivery.state().become(DeliveryState.REPORTED))
                                .build(),
                        row.held)));
    }

    private void run(Runnable work) {
        get(() -> {
            work.run();
            return true;
        });
    }

    private <T> T get(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
