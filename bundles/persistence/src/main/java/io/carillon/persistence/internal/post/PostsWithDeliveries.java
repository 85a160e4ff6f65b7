package io.carillon.persistence.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.persistence.internal.dispatch.DeliveryRows;
import io.carillon.persistence.internal.dispatch.StepRows;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Joins posts and deliveries. */
final class PostsWithDeliveries {

    private static final Comparator<Delivery> BY_DUE =
            Comparator.comparing(Delivery::due).thenComparing(Delivery::id);

    private PostsWithDeliveries() {}

    /** Those of the ids that exist, in the order of the ids. */
    static List<PostWithDeliveries> byId(Connection connection, List<PostId> ids) throws SQLException {
        return joined(connection, PostLoader.byId(connection, ids), ids);
    }

    private static List<PostWithDeliveries> joined(
            Connection connection, Map<PostId, StoredPost> posts, List<PostId> order) throws SQLException {
        Map<PostId, List<Delivery>> deliveries = deliveriesOf(connection, posts.values());
        Map<DeliveryId, List<Delivery>> steps = stepsOf(connection, deliveries);
        return order.stream()
                .filter(posts::containsKey)
                .map(id -> joined(posts.get(id), deliveries.getOrDefault(id, List.of()), steps))
                .toList();
    }

    private static PostWithDeliveries joined(
            StoredPost post, List<Delivery> deliveries, Map<DeliveryId, List<Delivery>> steps) {
        return new PostWithDeliveries(
                post,
                deliveries,
                deliveries.stream()
                        .map(Delivery::id)
                        .filter(steps::containsKey)
                        .collect(Collectors.toMap(Function.identity(), steps::get)));
    }

    /** Nothing follows what was not published. */
    private static Map<DeliveryId, List<Delivery>> stepsOf(
            Connection connection, Map<PostId, List<Delivery>> deliveries) throws SQLException {
        List<DeliveryId> published = deliveries.values().stream()
                .flatMap(List::stream)
                .filter(delivery ->
                        delivery.state() == DeliveryState.PUBLISHED || delivery.state() == DeliveryState.REPORTED)
                .map(Delivery::id)
                .toList();
        return StepRows.of(connection, published);
    }

    private static Map<PostId, List<Delivery>> deliveriesOf(Connection connection, Collection<StoredPost> posts)
            throws SQLException {
        List<PostId> single = posts.stream()
                .filter(post -> post.horizon().isEmpty())
                .map(StoredPost::id)
                .toList();
        List<Delivery> found = new ArrayList<>();
        for (List<PostId> chunk : Chunks.of(single)) {
            found.addAll(Sql.query(
                    connection,
                    "SELECT " + DeliveryRows.COLUMNS + " FROM delivery WHERE post_id IN (" + Sql.marks(chunk.size())
                            + ")",
                    in -> in.texts(chunk.stream().map(PostId::value).toList()),
                    DeliveryRows::read));
        }
        for (StoredPost post : posts) {
            if (post.horizon().isPresent()) {
                found.addAll(shown(connection, post.id(), post.horizon().get().shownFrom()));
            }
        }
        return found.stream().sorted(BY_DUE).collect(Collectors.groupingBy(Delivery::post));
    }

    /** What a series is shown with: without its history, which only grows. */
    private static List<Delivery> shown(Connection connection, PostId post, Instant from) throws SQLException {
        return Sql.query(
                connection,
                "SELECT " + DeliveryRows.COLUMNS + " FROM delivery" + Sql.derbyIndex("delivery_post")
                        + " WHERE post_id = ? AND due_at >= ?",
                in -> in.text(post.value()).moment(from),
                DeliveryRows::read);
    }
}
