package io.carillon.core.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Origin;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.BeingAskedException;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.StaleException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people do with posts. Not thread-safe: {@link InMemoryPostStore} holds its lock around every call. */
final class PeopleSide {

    private static final class PostRow {

        private StoredPost post;
        private final List<DeliveryId> deliveries = new ArrayList<>();

        PostRow(StoredPost post) {
            this.post = post;
        }
    }

    private final DeliveryTable table;
    private final DiscardList discards;
    private final QueueSide queues;
    private final Map<PostId, PostRow> posts = new HashMap<>();

    PeopleSide(DeliveryTable table, DiscardList discards, QueueSide queues) {
        this.table = table;
        this.discards = discards;
        this.queues = queues;
    }

    List<StoredPost> all() {
        return posts.values().stream().map(row -> row.post).toList();
    }

    StoredPost postOf(Delivery delivery) {
        return posts.get(delivery.post()).post;
    }

    void add(StoredPost post, List<Delivery> deliveries) {
        requireFree(post);
        requireFree(deliveries);
        PostRow row = new PostRow(withoutGrants(post));
        posts.put(post.id(), row);
        deliveries.forEach(delivery -> add(row, delivery));
    }

    private void requireFree(StoredPost post) {
        if (posts.containsKey(post.id())) {
            throw new InUseException("There is a post " + post.id() + " already.");
        }
    }

    private void requireFree(List<Delivery> deliveries) {
        Set<Place> taken = deliveries.stream()
                .filter(delivery -> delivery.occurrence().isPresent())
                .map(Delivery::post)
                .distinct()
                .flatMap(post -> Optional.ofNullable(posts.get(post)).stream())
                .flatMap(this::deliveries)
                .map(Place::of)
                .collect(Collectors.toSet());
        for (Delivery delivery : deliveries) {
            if (table.find(delivery.id()).isPresent()) {
                throw new InUseException("There is a delivery " + delivery.id() + " already.");
            }
            if (taken.contains(Place.of(delivery))) {
                throw new InUseException("There is a delivery of " + Place.of(delivery) + " already.");
            }
        }
    }

    /** What a post has one delivery for. */
    private record Place(PostId post, AccountId account, Optional<LocalDateTime> occurrence) {

        static Place of(Delivery delivery) {
            return new Place(delivery.post(), delivery.account(), delivery.occurrence());
        }
    }

    private Stream<Delivery> deliveries(PostRow row) {
        return row.deliveries.stream().flatMap(id -> table.find(id).stream()).map(found -> found.delivery);
    }

    private void add(PostRow row, Delivery delivery) {
        table.add(delivery);
        if (delivery.step().isEmpty()) {
            row.deliveries.add(delivery.id());
        }
    }

    Optional<PostWithDeliveries> find(WorkspaceId workspace, PostId id) {
        return Optional.ofNullable(posts.get(id))
                .filter(row -> row.post.workspace().equals(workspace))
                .map(this::view);
    }

    private PostWithDeliveries view(PostRow row) {
        return new PostWithDeliveries(
                row.post,
                deliveries(row)
                        .filter(one -> row.post
                                .horizon()
                                .map(horizon -> !one.due().isBefore(horizon.shownFrom()))
                                .orElse(true))
                        .toList(),
                steps(row.deliveries));
    }

    Page<PostWithDeliveries> list(PostQuery query, PageRequest page) {
        return Cursor.newestFirst(PostWithDeliveries::post, StoredPost::createdAt, post -> post.id()
                        .value())
                .page(posts.values().stream().map(this::view).filter(post -> Filters.matches(query, post)), page);
    }

    Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest page) {
        return Cursor.newestFirst((Delivery d) -> d, Delivery::due, delivery -> delivery.id()
                        .value())
                .page(
                        table.all().stream()
                                .filter(row -> !row.isStep())
                                .map(row -> row.delivery)
                                .filter(d -> Filters.matches(query, d)),
                        page);
    }

    void change(PostChange change) {
        PostRow row = at(change.post().workspace(), change.post().id(), change.expectedRevision());
        if (!extension(row.post.horizon()).equals(extension(change.expectedHorizon()))) {
            throw stale("Post " + change.post().id());
        }
        List<Row> changed = change.changed().stream()
                .map(one -> table.find(one.before().id())
                        .filter(found -> isAsRead(found, one.before()))
                        .orElseThrow(() -> stale("Delivery " + one.before().id())))
                .toList();
        for (int i = 0; i < changed.size(); i++) {
            if (change.changed().get(i).deniesPublication() && changed.get(i).isHeldFor(ClaimKind.RECONCILE)) {
                throw new BeingAskedException("The network is being asked about delivery "
                        + changed.get(i).delivery.id() + ".");
            }
        }
        List<Row> removed = change.removed().stream()
                .map(id -> table.find(id)
                        .filter(found ->
                                found.delivery.post().equals(change.post().id()))
                        .filter(found -> !found.wasAttempted() && !found.isHeldFor(ClaimKind.PUBLISH))
                        .orElseThrow(() -> stale("Delivery " + id)))
                .toList();
        requireFree(change.added());
        change.created().forEach(created -> requireFree(created.post()));
        queues.change(change.queues());
        row.post = withoutGrants(change.post());
        for (int i = 0; i < changed.size(); i++) {
            replace(changed.get(i), change.changed().get(i).after());
        }
        change.told().forEach(one -> table.find(one.delivery()).ifPresent(found -> found.tell(one)));
        removed.forEach(this::remove);
        row.deliveries.removeAll(change.removed());
        change.added().forEach(delivery -> add(row, delivery));
        change.created().forEach(created -> add(created.post(), created.deliveries()));
    }

    private static Optional<Instant> extension(Optional<Horizon> horizon) {
        return horizon.flatMap(Horizon::extendAt);
    }

    List<StoredPost> toExtend(Instant by, int limit) {
        return series(post -> extension(post.horizon()).orElseThrow())
                .filter(post -> !extension(post.horizon()).orElseThrow().isAfter(by))
                .limit(limit)
                .toList();
    }

    Optional<Instant> nextExtension() {
        return series(post -> extension(post.horizon()).orElseThrow())
                .findFirst()
                .flatMap(post -> extension(post.horizon()));
    }

    List<StoredPost> notPlannedTo(WorkspaceId workspace, Instant to, int limit) {
        return series(PeopleSide::plannedTo)
                .filter(post ->
                        post.workspace().equals(workspace) && plannedTo(post).isBefore(to))
                .limit(limit)
                .toList();
    }

    private static Instant plannedTo(StoredPost post) {
        return TimeZones.about(
                post.horizon().orElseThrow().plannedTo(),
                post.post().schedule().orElseThrow().zone());
    }

    /** Those for which more deliveries are to come. */
    private Stream<StoredPost> series(Function<StoredPost, Instant> order) {
        return posts.values().stream()
                .map(row -> row.post)
                .filter(post -> extension(post.horizon()).isPresent())
                .sorted(Comparator.comparing(order));
    }

    Optional<PostWithDeliveries> findDetached(WorkspaceId workspace, Origin origin) {
        return posts.values().stream()
                .filter(row -> row.post.workspace().equals(workspace)
                        && row.post.origin().equals(Optional.of(origin)))
                .max(Comparator.comparing(row -> row.post.createdAt()))
                .map(this::view);
    }

    Map<PostId, StoredPost> posts(WorkspaceId workspace, Collection<PostId> ids) {
        Map<PostId, StoredPost> found = new HashMap<>();
        ids.forEach(id -> find(workspace, id).ifPresent(view -> found.put(id, view.post())));
        return found;
    }

    private static boolean isAsRead(Row row, Delivery before) {
        return row.delivery.post().equals(before.post())
                && row.delivery.state() == before.state()
                && row.delivery.revision() == before.revision()
                && row.delivery.due().equals(before.due())
                && row.delivery.attempts() == before.attempts()
                && row.delivery.retryAt().equals(before.retryAt())
                && row.delivery.lateFrom().equals(before.lateFrom())
                && !row.isHeldFor(ClaimKind.PUBLISH);
    }

    private void replace(Row row, Delivery after) {
        if (new DeliveryChange(row.delivery, after).discards()) {
            discards.leave(row);
        }
        table.put(row, after, Optional.empty());
        StepChain chain = new StepChain(table);
        chain.follow(row);
        chain.catchUp(row);
    }

    private void remove(Row row) {
        discards.leave(row);
        table.remove(row);
    }

    Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> deliveries) {
        Map<DeliveryId, List<Delivery>> found = new HashMap<>();
        for (DeliveryId id : deliveries) {
            List<Delivery> steps =
                    table.steps(id).stream().map(row -> row.delivery).toList();
            if (!steps.isEmpty()) {
                found.put(id, steps);
            }
        }
        return found;
    }

    void remove(WorkspaceId workspace, PostId id, long expectedRevision, List<QueueChange> behind) {
        PostRow post = at(workspace, id, expectedRevision);
        List<Row> rows = post.deliveries.stream()
                .flatMap(one -> table.find(one).stream())
                .toList();
        if (rows.stream().anyMatch(row -> row.wasAttempted() || row.isHeldFor(ClaimKind.PUBLISH))) {
            throw stale("A delivery of post " + id);
        }
        queues.change(behind);
        rows.forEach(this::remove);
        posts.remove(id);
    }

    private PostRow at(WorkspaceId workspace, PostId id, long revision) {
        return Optional.ofNullable(posts.get(id))
                .filter(row -> row.post.workspace().equals(workspace) && row.post.revision() == revision)
                .orElseThrow(() -> stale("Post " + id));
    }

    Optional<Delivery> findDelivery(WorkspaceId workspace, DeliveryId id) {
        return table.find(id).map(row -> row.delivery).filter(delivery -> delivery.workspace()
                .equals(workspace));
    }

    List<Attempt> attempts(DeliveryId delivery) {
        return table.find(delivery).map(row -> List.copyOf(row.story)).orElse(List.of());
    }

    private static StaleException stale(String what) {
        return new StaleException(what + " was changed by somebody else meanwhile.");
    }

    private static StoredPost withoutGrants(StoredPost stored) {
        Post post = stored.post();
        List<Account> accounts = post.accounts().stream()
                .map(account -> account.withGrant(Grant.none()))
                .toList();
        return stored.withPost(post.withAccounts(accounts));
    }
}
