package io.carillon.persistence.internal.post;

import io.carillon.api.model.PostId;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.persistence.internal.sql.Cursor;
import io.carillon.persistence.internal.sql.Micros;
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

    private final Connection connection;
    private final PostQuery query;

    PostSearch(Connection connection, PostQuery query) {
        this.connection = connection;
        this.query = query;
    }

    Page<PostWithDeliveries> page(PageRequest request) throws SQLException {
        PostCandidates candidates =
                new PostCandidates(connection, query, request.cursor().map(Cursor::parse));
        List<PostWithDeliveries> items = new ArrayList<>();
        List<Cursor> piece;
        do {
            piece = candidates.next(request.limit() + 1);
            List<PostId> ids =
                    piece.stream().map(place -> new PostId(place.id())).toList();
            PostsWithDeliveries.byId(connection, ids).stream()
                    .filter(this::hasWantedState)
                    .forEach(items::add);
        } while (!piece.isEmpty() && items.size() <= request.limit());
        if (items.size() <= request.limit()) {
            return new Page<>(items, Optional.empty());
        }
        List<PostWithDeliveries> page = items.subList(0, request.limit());
        return new Page<>(page, Optional.of(after(page.get(page.size() - 1)).text()));
    }

    private boolean hasWantedState(PostWithDeliveries post) {
        return query.states().isEmpty() || query.states().contains(post.state());
    }

    private static Cursor after(PostWithDeliveries last) {
        return new Cursor(Micros.of(last.post().createdAt()), last.post().id().value());
    }
}
