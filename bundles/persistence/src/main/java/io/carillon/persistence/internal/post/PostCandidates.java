package io.carillon.persistence.internal.post;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.PostId;
import io.carillon.api.store.PostQuery;
import io.carillon.persistence.internal.post.PostFilters.Answered;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ids of posts that may be wanted, the newest first. Several lists are merged where no one index has them all; each
 * statement walks an index from where the last piece ended.
 */
final class PostCandidates {

    /** So many posts due in a span of time are looked up one by one; more are rather met while walking. */
    private static final int FEW = 2_000;

    private final Connection connection;
    private final PostQuery query;
    private final Plan plan;
    private Optional<String> cursor;
    private boolean exhausted;

    /** A table that has the ids in the order of one of its indexes. */
    private record Source(String table, String idColumn, Clauses clauses) {}

    /** Where to look, and what is thereby answered. */
    private record Plan(Answered answered, List<Source> sources) {}

    private PostCandidates(Connection connection, PostQuery query, Plan plan, Optional<String> cursor) {
        this.connection = connection;
        this.query = query;
        this.plan = plan;
        this.cursor = cursor;
    }

    static PostCandidates of(Connection connection, PostQuery query, Optional<String> cursor) throws SQLException {
        Optional<List<String>> dueThen = fewDueThen(connection, query);
        Plan plan = dueThen.isPresent() ? new Plan(Answered.SPAN, listed(dueThen.get())) : plan(query);
        return new PostCandidates(connection, query, plan, cursor);
    }

    /** The next ones, or none at the end. */
    List<PostId> next(int count) throws SQLException {
        Set<String> found = new TreeSet<>(Comparator.reverseOrder());
        // Below the highest end of a piece that was cut off, other pieces may lack what that one would bring.
        String floor = "";
        boolean cutOff = false;
        for (Source source : exhausted ? List.<Source>of() : plan.sources()) {
            List<String> piece = piece(source, count);
            found.addAll(piece);
            if (piece.size() == count) {
                String last = piece.get(count - 1);
                floor = !cutOff || last.compareTo(floor) > 0 ? last : floor;
                cutOff = true;
            }
        }
        exhausted = !cutOff;
        cursor = Optional.of(floor);
        String lowest = floor;
        return found.stream()
                .filter(id -> id.compareTo(lowest) >= 0)
                .map(PostId::new)
                .toList();
    }

    private List<String> piece(Source source, int count) throws SQLException {
        Clauses all = new Clauses("").andAll(source.clauses());
        cursor.ifPresent(id -> all.and("x." + source.idColumn() + " < ?", id));
        all.andAll(PostFilters.on("x." + source.idColumn(), query, plan.answered()));
        String sql = "SELECT x." + source.idColumn() + " FROM " + source.table() + " x"
                + source.clauses().derbyIndex()
                + " WHERE " + all.text() + " ORDER BY x." + source.idColumn() + " DESC FETCH FIRST " + count
                + " ROWS ONLY";
        return Sql.query(connection, sql, all::bind, row -> row.text());
    }

    private static Plan plan(PostQuery query) {
        String workspace = query.workspace().value();
        if (query.label().isPresent()) {
            return new Plan(
                    Answered.LABEL,
                    one(
                            "post_label",
                            "post_label_label",
                            workspace,
                            "x.label = ?",
                            query.label().get()));
        }
        if (query.account().isPresent()) {
            String account = query.account().get().value();
            return new Plan(
                    Answered.ACCOUNT,
                    one("post_account", "post_account_account", workspace, "x.account_id = ?", account));
        }
        if (!query.states().isEmpty()) {
            return new Plan(Answered.STATES, byState(query, workspace));
        }
        if (query.platform().isPresent()) {
            String platform = query.platform().get().id();
            return new Plan(
                    Answered.PLATFORM,
                    one("post_account", "post_account_platform", workspace, "x.platform = ?", platform));
        }
        Clauses all = new Clauses("post_workspace").and("x.workspace_id = ?", workspace);
        return new Plan(Answered.NOTHING, List.of(new Source("post", "id", all)));
    }

    private static List<Source> one(String table, String index, String workspace, String condition, String value) {
        return List.of(new Source(
                table,
                "post_id",
                new Clauses(index).and("x.workspace_id = ?", workspace).and(condition, value)));
    }

    private static List<Source> byState(PostQuery query, String workspace) {
        List<Source> sources = new ArrayList<>();
        for (DeliveryState state : States.inside(query.states())) {
            sources.addAll(one("delivery", "delivery_state", workspace, "x.state = ?", state.name()));
        }
        if (query.states().contains(DeliveryState.DRAFT)) {
            sources.add(new Source(
                    "post",
                    "id",
                    new Clauses("post_bare")
                            .and("x.workspace_id = ?", workspace)
                            .and("x.bare = ?", true)));
        }
        return sources;
    }

    private static List<Source> listed(List<String> ids) {
        List<Source> sources = new ArrayList<>();
        for (int start = 0; start < ids.size(); start += 100) {
            List<String> chunk = ids.subList(start, Math.min(ids.size(), start + 100));
            sources.add(new Source("post", "id", new Clauses("").andIn("x.id", chunk)));
        }
        return sources;
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
        return ids.size() > FEW
                ? Optional.empty()
                : Optional.of(ids.stream().distinct().toList());
    }
}
