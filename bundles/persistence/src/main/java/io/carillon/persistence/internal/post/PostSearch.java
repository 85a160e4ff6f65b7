package io.carillon.persistence.internal.post;

import io.carillon.api.model.PostId;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists posts, the newest first. Candidates come from the index that fits the question, a piece at a time; each is then
 * read and held against what no index knows: the state that a post derives from all its deliveries.
 */
final class PostSearch {

    private final EntityManager manager;
    private final Connection connection;
    private final PostQuery query;

    PostSearch(EntityManager manager, Connection connection, PostQuery query) {
        this.manager = manager;
        this.connection = connection;
        this.query = query;
    }

    Page<PostWithDeliveries> page(PageRequest request) throws SQLException {
        PostCandidates candidates = PostCandidates.of(connection, query, request.cursor());
        List<PostWithDeliveries> items = new ArrayList<>();
        while (items.size() <= request.limit()) {
            List<PostId> ids = candidates.next(request.limit() + 1);
            if (ids.isEmpty()) {
                break;
            }
            PostsWithDeliveries.byId(manager, connection, ids).stream()
                    .filter(this::hasWantedState)
                    .forEach(items::add);
        }
        if (items.size() <= request.limit()) {
            return new Page<>(items, Optional.empty());
        }
        List<PostWithDeliveries> page = items.subList(0, request.limit());
        return new Page<>(
                page, Optional.of(page.get(page.size() - 1).post().id().value()));
    }

    private boolean hasWantedState(PostWithDeliveries post) {
        return query.states().isEmpty() || query.states().contains(post.state());
    }
}
