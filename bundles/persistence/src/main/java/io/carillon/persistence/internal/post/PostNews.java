package io.carillon.persistence.internal.post;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.persistence.internal.dispatch.DeliveryNews;
import io.carillon.persistence.internal.dispatch.DeliveryNews.Change;
import io.carillon.persistence.internal.dispatch.DeliveryNews.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What people do with posts, as events; it comes last in the transaction that changes them. */
final class PostNews {

    private PostNews() {}

    static void added(Connection connection, StoredPost post, Collection<Delivery> deliveries, Instant now)
            throws SQLException {
        new DeliveryNews(connection, now).tell(Map.of(told(post), Change.CREATED), deliveries);
    }

    static void changed(Connection connection, PostChange change, Instant now) throws SQLException {
        boolean isEdited = change.post().revision() != change.expectedRevision();
        Map<Told, Change> posts = new LinkedHashMap<>();
        posts.put(told(change.post()), isEdited ? Change.EDITED : Change.STATE);
        List<Delivery> deliveries = new ArrayList<>(change.added());
        Set<DeliveryId> done = doneOnNetworks(change);
        change.changed().stream()
                .filter(one -> isNews(one) || done.contains(one.before().id()))
                .map(DeliveryChange::after)
                .forEach(deliveries::add);
        for (PostWithDeliveries created : change.created()) {
            posts.put(told(created.post()), Change.CREATED);
            deliveries.addAll(created.deliveries());
        }
        new DeliveryNews(connection, now).tell(posts, deliveries);
    }

    /** Those that a network has changed or removed, as people asked. */
    private static Set<DeliveryId> doneOnNetworks(PostChange change) {
        return change.told().stream()
                .filter(attempt -> attempt.result() == Attempt.Result.DONE)
                .map(Attempt::delivery)
                .collect(Collectors.toSet());
    }

    private static boolean isNews(DeliveryChange change) {
        return change.before().state() != change.after().state()
                || !change.before().due().equals(change.after().due());
    }

    static void removed(Connection connection, WorkspaceId workspace, PostId post, Instant now) throws SQLException {
        new DeliveryNews(connection, now).tell(Map.of(new Told(workspace, post), Change.REMOVED), List.of());
    }

    private static Told told(StoredPost post) {
        return new Told(post.workspace(), post.id());
    }
}
