package io.carillon.persistence.internal.post;

import io.carillon.api.model.Origin;
import io.carillon.api.model.PostId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.SeriesStore;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.sql.Row;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is asked about recurring posts beside what every post is asked. */
public final class DatabaseSeriesStore implements SeriesStore {

    private static final String BY_HORIZON = " FROM post" + Sql.derbyIndex("post_horizon");

    private static final String TO_EXTEND =
            "SELECT id" + BY_HORIZON + " WHERE horizon_at <= ? ORDER BY horizon_at FETCH FIRST ? ROWS ONLY";

    /** With an end: Derby would else go on through every post that does not recur. */
    private static final String NEXT = "SELECT horizon_at" + BY_HORIZON
            + " WHERE horizon_at > ? AND horizon_at < ? ORDER BY horizon_at FETCH FIRST 1 ROWS ONLY";

    private static final String DETACHED = "SELECT id FROM post" + Sql.derbyIndex("post_series")
            + " WHERE series_id = ? AND series_occurrence = ? AND workspace_id = ?";

    private static final String NOT_PLANNED = "SELECT id FROM post" + Sql.derbyIndex("post_planned")
            + " WHERE workspace_id = ? AND planned_to_at < ? ORDER BY planned_to_at FETCH FIRST ? ROWS ONLY";

    private final Transactions transactions;

    public DatabaseSeriesStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<StoredPost> toExtend(Instant by, int limit) {
        return list(TO_EXTEND, in -> in.moment(by).count(limit));
    }

    @Override
    public Optional<Instant> nextExtension() {
        return transactions
                .sql(connection -> Sql.query(
                        connection, NEXT, in -> in.number(Long.MIN_VALUE).number(Long.MAX_VALUE), Row::moment))
                .stream()
                .findFirst();
    }

    @Override
    public Optional<PostWithDeliveries> findDetached(WorkspaceId workspace, Origin origin) {
        return transactions.sql(connection -> {
            List<PostId> ids =
                    ids(connection, DETACHED, in -> in.text(origin.series().value())
                            .text(origin.occurrence().toString())
                            .text(workspace.value()));
            return PostsWithDeliveries.byId(connection, ids).stream()
                    .max(Comparator.comparing(view -> view.post().createdAt()));
        });
    }

    @Override
    public List<StoredPost> notPlannedTo(WorkspaceId workspace, Instant to, int limit) {
        return list(NOT_PLANNED, in -> in.text(workspace.value()).moment(to).count(limit));
    }

    @Override
    public Map<PostId, StoredPost> posts(WorkspaceId workspace, Collection<PostId> ids) {
        Map<PostId, StoredPost> found = new HashMap<>(transactions.sql(connection -> PostLoader.byId(connection, ids)));
        found.values().removeIf(post -> !post.workspace().equals(workspace));
        return found;
    }

    private List<StoredPost> list(String sql, Sql.Parameters parameters) {
        return transactions.sql(connection -> {
            List<PostId> ids = ids(connection, sql, parameters);
            Map<PostId, StoredPost> posts = PostLoader.byId(connection, ids);
            return ids.stream().map(posts::get).filter(Objects::nonNull).toList();
        });
    }

    private static List<PostId> ids(Connection connection, String sql, Sql.Parameters parameters) throws SQLException {
        return Sql.query(connection, sql, parameters, row -> new PostId(row.text()));
    }
}
