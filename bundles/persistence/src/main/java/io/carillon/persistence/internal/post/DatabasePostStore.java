package io.carillon.persistence.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.dispatch.AttemptRows;
import io.carillon.persistence.internal.dispatch.DeliveryEdits;
import io.carillon.persistence.internal.dispatch.DeliveryRows;
import io.carillon.persistence.internal.dispatch.StepRows;
import io.carillon.persistence.internal.dispatch.Table;
import io.carillon.persistence.internal.queue.QueueRows;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import io.carillon.persistence.internal.wake.WakeBell;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Posts with their deliveries, as people see and change them. */
public final class DatabasePostStore implements PostStore {

    private static final String RAISE =
            "UPDATE post SET revision = ? WHERE id = ? AND workspace_id = ? AND revision = ?"
                    + " AND COALESCE(horizon_at, -1) = ?";

    private static final long NO_HORIZON = -1;

    private final Transactions transactions;
    private final WakeBell bell;
    private final Clock clock;

    public DatabasePostStore(Transactions transactions, WakeBell bell, Clock clock) {
        this.transactions = transactions;
        this.bell = bell;
        this.clock = clock;
    }

    @Override
    public void add(StoredPost post, List<Delivery> deliveries) {
        try {
            transactions.mixed((manager, connection) -> {
                insert(manager, connection, post, deliveries);
                PostNews.added(connection, post, deliveries, clock.instant());
                bell.ring(connection, deliveries.stream().flatMap(delivery -> delivery.wakeAt().stream()));
                return post;
            });
        } catch (StoreException e) {
            throw duplicateOr(e, post.id());
        }
    }

    private static void insert(EntityManager manager, Connection connection, StoredPost post, List<Delivery> deliveries)
            throws SQLException {
        manager.persist(PostEntity.fromRecord(post, deliveries.isEmpty()));
        manager.flush();
        PostIndex.add(connection, post);
        DeliveryRows.insert(connection, post, deliveries);
    }

    @Override
    public Optional<PostWithDeliveries> find(WorkspaceId workspace, PostId id) {
        return transactions.sql(connection -> PostsWithDeliveries.byId(connection, List.of(id))).stream()
                .filter(found -> found.post().workspace().equals(workspace))
                .findFirst();
    }

    @Override
    public Page<PostWithDeliveries> list(PostQuery query, PageRequest page) {
        return transactions.sql(connection -> new PostSearch(connection, query).page(page));
    }

    @Override
    public void change(PostChange change) {
        try {
            transactions.mixed((manager, connection) -> {
                changeOnce(manager, connection, change, clock.instant());
                manager.flush();
                PostNews.changed(connection, change, clock.instant());
                bell.ring(connection, wakes(change));
                return change;
            });
        } catch (StoreException e) {
            throw duplicateOr(e, change.post().id());
        }
    }

    private static Stream<Instant> wakes(PostChange change) {
        Stream<Delivery> after = Stream.of(
                        change.added().stream(),
                        change.changed().stream().map(DeliveryChange::after),
                        change.created().stream().flatMap(post -> post.deliveries().stream()))
                .flatMap(Function.identity());
        return Stream.concat(after.flatMap(DatabasePostStore::wakes), QueueRows.wakes(change.queues()));
    }

    /** A step that waits for another wakes when it is due, if that one has been published by now. */
    private static Stream<Instant> wakes(Delivery delivery) {
        boolean isStep = delivery.step().isPresent() && delivery.state() == DeliveryState.SCHEDULED;
        return delivery.wakeAt().or(() -> Optional.of(delivery.due()).filter(due -> isStep)).stream();
    }

    private static void changeOnce(EntityManager manager, Connection connection, PostChange change, Instant now)
            throws SQLException {
        StoredPost post = change.post();
        QueueRows.change(connection, change.queues(), now);
        DeliveryEdits.change(connection, change.changed());
        DeliveryEdits.remove(connection, post.id(), change.removed());
        raise(connection, change);
        PostEntity entity = manager.find(PostEntity.class, post.id().value());
        StoredPost before = PostLoader.records(connection, List.of(entity)).get(post.id());
        PostIndex.replace(connection, before, post);
        DeliveryRows.insert(connection, post, change.added());
        StepRows.insert(connection, change.added());
        AttemptRows.insert(connection, post.workspace(), change.told());
        entity.take(post, !DeliveryEdits.exist(connection, post.id()));
        for (PostWithDeliveries created : change.created()) {
            insert(manager, connection, created.post(), created.deliveries());
        }
    }

    /** Takes the row, if it is still as it was read; what else there is to change follows under its lock. */
    private static void raise(Connection connection, PostChange change) throws SQLException {
        StoredPost post = change.post();
        int raised = Sql.update(connection, RAISE, in -> in.number(post.revision())
                .text(post.id().value())
                .text(post.workspace().value())
                .number(change.expectedRevision())
                .number(change.expectedHorizon()
                        .flatMap(Horizon::extendAt)
                        .map(Micros::of)
                        .orElse(NO_HORIZON)));
        if (raised == 0) {
            throw new StaleException(
                    "The post " + post.id() + " has moved on from revision " + change.expectedRevision() + ".");
        }
    }

    @Override
    public void remove(WorkspaceId workspace, PostId id, long expectedRevision, List<QueueChange> queues) {
        transactions.mixed((manager, connection) -> {
            QueueRows.change(connection, queues, clock.instant());
            DeliveryEdits.removeAll(connection, id);
            int removed = Sql.update(
                    connection,
                    "DELETE FROM post WHERE id = ? AND workspace_id = ? AND revision = ?",
                    in -> in.text(id.value()).text(workspace.value()).number(expectedRevision));
            if (removed == 0) {
                throw new StaleException("The post " + id + " has moved on from revision " + expectedRevision + ".");
            }
            PostIndex.remove(connection, id);
            PostNews.removed(connection, workspace, id, clock.instant());
            bell.ring(connection, QueueRows.wakes(queues));
            return id;
        });
    }

    @Override
    public Optional<Delivery> findDelivery(WorkspaceId workspace, DeliveryId id) {
        return transactions.sql(connection -> {
            Optional<Delivery> found = find(connection, Table.DELIVERY, workspace, id);
            return found.isPresent() ? found : find(connection, Table.STEP, workspace, id);
        });
    }

    private static Optional<Delivery> find(Connection connection, Table table, WorkspaceId workspace, DeliveryId id)
            throws SQLException {
        return Sql.query(
                        connection,
                        "SELECT " + table.columns() + " FROM " + table + " WHERE id = ? AND workspace_id = ?",
                        in -> in.text(id.value()).text(workspace.value()),
                        table::read)
                .stream()
                .findFirst();
    }

    @Override
    public Map<DeliveryId, List<Delivery>> steps(Collection<DeliveryId> deliveries) {
        return transactions.sql(connection -> StepRows.of(connection, deliveries));
    }

    @Override
    public Page<Delivery> listDeliveries(DeliveryQuery query, PageRequest page) {
        return transactions.sql(connection -> new DeliverySearch(connection, query).page(page));
    }

    @Override
    public List<Attempt> attempts(DeliveryId delivery) {
        return transactions.sql(connection -> AttemptRows.of(connection, delivery));
    }

    private static RuntimeException duplicateOr(StoreException e, PostId post) {
        return SqlProblems.isDuplicate(e)
                ? new InUseException("The id " + post + ", or that of one of its deliveries, is taken.")
                : e;
    }
}
