package io.carillon.persistence.internal.post;

import io.carillon.api.store.PostQuery;
import io.carillon.persistence.internal.post.PostPlan.Source;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Cursor;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where the posts are that may be wanted, the newest first: pieces of each source, merged. Each statement walks its
 * index from where the last piece ended.
 */
final class PostCandidates {

    private final Connection connection;
    private final PostQuery query;
    private final PostPlan plan;
    private Optional<Cursor> last;
    private boolean exhausted;

    PostCandidates(Connection connection, PostQuery query, Optional<Cursor> after) throws SQLException {
        this.connection = connection;
        this.query = query;
        this.plan = PostPlan.of(connection, query);
        this.last = after;
    }

    /** The next ones, or none at the end. */
    List<Cursor> next(int count) throws SQLException {
        if (exhausted) {
            return List.of();
        }
        NavigableSet<Cursor> found = new TreeSet<>(Cursor.LATEST_FIRST);
        // Beyond the first end of a piece that was cut off, the list may lack what that piece would have brought.
        NavigableSet<Cursor> ends = new TreeSet<>(Cursor.LATEST_FIRST);
        for (Source source : plan.sources()) {
            List<Cursor> piece = piece(source, count);
            found.addAll(piece);
            if (piece.size() == count) {
                ends.add(piece.get(count - 1));
            }
        }
        if (ends.isEmpty()) {
            exhausted = true;
            return List.copyOf(found);
        }
        last = Optional.of(ends.first());
        return List.copyOf(found.headSet(ends.first(), true));
    }

    private List<Cursor> piece(Source source, int count) throws SQLException {
        String at = source.atColumn();
        String id = source.idColumn();
        Clauses all = new Clauses("").andAll(source.clauses());
        last.ifPresent(place -> place.addTo(all, at, id));
        all.andAll(PostFilters.on(id, query, plan.answered()));
        String sql = "SELECT " + at + ", " + id + " FROM " + source.table() + " x"
                + source.clauses().derbyIndex() + " WHERE " + all.text() + " ORDER BY " + at + " DESC, " + id
                + " DESC FETCH FIRST " + count + " ROWS ONLY";
        return Sql.query(connection, sql, all::bind, row -> new Cursor(row.number(), row.text()));
    }
}
