package io.carillon.core.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Post;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.StaleException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private final QueueSide queues;
    private final Map<PostId, PostRow> posts = new HashMap<>();

    PeopleSide(DeliveryTable table, QueueSide queues) {
        this.table = table;
        this.queues = queues;
    }

    StoredPost postOf(Delivery delivery) {
        return posts.get(delivery.post()).post;
    }

    void add(StoredPost post, List<Delivery> deliveries) {
        if (posts.containsKey(post.id())) {
            throw new InUseException("There is a post " + post.id() + " already.");
        }
        requireFree(deliveries);
        PostRow row = new PostRow(withoutGrants(post));
        posts.put(post.id(), row);
        deliveries.forEach(delivery -> add(row, delivery));
    }

    private void requireFree(List<Delivery> deliveries) {
        deliveries.stream().map(Delivery::id).forEach(id -> {
            if (table.find(id).isPresent()) {
                throw new InUseException("There is a delivery " + id + " already.");
            }
        });
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
                row.deliveries.stream()
                        .flatMap(id -> table.find(id).stream())
                        .map(found -> found.delivery)
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
        List<Row> changed = change.changed().stream()
                .map(one -> table.find(one.before().id())
                        .filter(found -> isAsRead(found, one.before()))
                        .orElseThrow(() -> stale("Delivery " + one.before().id())))
                .toList();
        List<Row> removed = change.removed().stream()
                .map(id -> table.find(id)
                        .filter(found ->
                                found.delivery.post().equals(change.post().id()))
                        .filter(found -> !found.wasAttempted() && !found.isHeldFor(ClaimKind.PUBLISH))
                        .orElseThrow(() -> stale("Delivery " + id)))
                .toList();
        requireFree(change.added());
        queues.change(change.queues());
        row.post = withoutGrants(change.post());
        for (int i = 0; i < changed.size(); i++) {
            replace(changed.get(i), change.changed().get(i).after());
        }
        removed.forEach(table::remove);
        row.deliveries.removeAll(change.removed());
        change.added().forEach(delivery -> add(row, delivery));
    }

    private static boolean isAsRead(Row row, Delivery before) {
        return row.delivery.post().equals(before.post())
                && row.delivery.state() == before.state()
                && row.delivery.revision() == before.revision()
                && row.delivery.due().equals(before.due())
                && !row.isHeldFor(ClaimKind.PUBLISH);
    }

    private void replace(Row row, Delivery after) {
        if (after.revision() > row.delivery.revision()) {
            row.forgetPrepared();
        }
        table.put(row, after, Optional.empty());
        new StepChain(table).follow(row);
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
        rows.forEach(table::remove);
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
        return new StoredPost(
                stored.id(),
                stored.workspace(),
                stored.revision(),
                post.withAccounts(accounts),
                stored.createdAt(),
                stored.updatedAt());
    }
}
