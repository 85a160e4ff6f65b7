package io.carillon.persistence.internal.post;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.store.PostQuery;
import io.carillon.persistence.internal.post.PostFilters.Answered;
import io.carillon.persistence.internal.sql.Chunks;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where to look for the posts that a query asks for, and what is thereby answered.
 *
 * @param sources each has posts in the order of the list; several where no one index has all that are wanted
 */
record PostPlan(Answered answered, List<Source> sources) {

    /** So many posts due in a span of time are looked up one by one; more are rather met while walking. */
    private static final int FEW = 2_000;

    /** A table, named x, that has posts in the order of one of its indexes. */
    record Source(String table, String atColumn, String idColumn, Clauses clauses) {}

    static PostPlan of(Connection connection, PostQuery query) throws SQLException {
        Optional<List<String>> dueThen = fewDueThen(connection, query);
        return dueThen.isPresent() ? new PostPlan(Answered.SPAN, listed(dueThen.get())) : byIndex(query);
    }

    private static PostPlan byIndex(PostQuery query) {
        if (query.label().isPresent()) {
            String label = query.label().get();
            return new PostPlan(
                    Answered.LABEL, List.of(source(query, "post_label", "post_label_label", "x.label = ?", label)));
        }
        if (query.account().isPresent()) {
            String account = query.account().get().value();
            return new PostPlan(
                    Answered.ACCOUNT,
                    List.of(source(query, "post_account", "post_account_account", "x.account_id = ?", account)));
        }
        if (!query.states().isEmpty()) {
            return new PostPlan(Answered.STATES, byState(query));
        }
        if (query.platform().isPresent()) {
            String platform = query.platform().get().id();
            return new PostPlan(
                    Answered.PLATFORM,
                    List.of(source(query, "post_account", "post_account_platform", "x.platform = ?", platform)));
        }
        return new PostPlan(Answered.NOTHING, List.of(posts(start(query, "post_workspace"))));
    }

    private static List<Source> byState(PostQuery query) {
        List<Source> sources = new ArrayList<>();
        for (DeliveryState state : States.inside(query.states())) {
            sources.add(source(query, "delivery", "delivery_state", States.is("x.state", state)));
        }
        if (query.states().contains(DeliveryState.DRAFT)) {
            sources.add(posts(start(query, "post_bare").and("x.bare = TRUE")));
        }
        return sources;
    }

    private static Source source(PostQuery query, String table, String index, String condition, Object... values) {
        return new Source(
                table, "x.post_created_at", "x.post_id", start(query, index).and(condition, values));
    }

    private static Source posts(Clauses clauses) {
        return new Source("post", "x.created_at", "x.id", clauses);
    }

    private static Clauses start(PostQuery query, String index) {
        return new Clauses(index).and("x.workspace_id = ?", query.workspace().value());
    }

    private static List<Source> listed(List<String> ids) {
        return Chunks.of(ids).stream()
                .map(chunk -> posts(new Clauses("").andIn("x.id", chunk)))
                .toList();
    }

    /** Absent where no span of time is asked for, or it holds too many. */
    private static Optional<List<String>> fewDueThen(Connection connection, PostQuery query) throws SQLException {
        if (query.from().isEmpty() && query.to().isEmpty()) {
            return Optional.empty();
        }
        Clauses clauses = new Clauses("delivery_due")
                .and("workspace_id = ?", query.workspace().value());
        query.from().ifPresent(from -> clauses.and("due_at >= ?", Micros.of(from)));
        query.to().ifPresent(to -> clauses.and("due_at < ?", Micros.of(to)));
        String sql = "SELECT post_id FROM delivery" + clauses.derbyIndex() + " WHERE " + clauses.text()
                + " FETCH FIRST " + (FEW + 1) + " ROWS ONLY";
        List<String> ids = Sql.query(connection, sql, clauses::bind, row -> row.text());
        return ids.size() > FEW ? Optional.empty() : Optional.of(ids);
    }
}
