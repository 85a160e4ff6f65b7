package io.carillon.persistence.internal.post;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.store.PostQuery;
import io.carillon.persistence.internal.sql.Clauses;
import io.carillon.persistence.internal.sql.Micros;
import java.util.Set;

/** What a candidate is asked beside what its index has answered already: each by one look into another index. */
final class PostFilters {

    private PostFilters() {}

    /** What the candidates' index answers. */
    enum Answered {
        LABEL,
        ACCOUNT,
        STATES,
        PLATFORM,
        SPAN,
        NOTHING
    }

    /** @param id the column that holds the candidate's id */
    static Clauses on(String id, PostQuery query, Answered answered) {
        Clauses clauses = new Clauses("");
        if (answered != Answered.LABEL) {
            query.label().ifPresent(label -> clauses.and(exists("post_label", id, "e.label = ?"), label));
        }
        if (answered != Answered.ACCOUNT) {
            query.account()
                    .map(AccountId::value)
                    .ifPresent(account -> clauses.and(exists("post_account", id, "e.account_id = ?"), account));
        }
        if (answered != Answered.PLATFORM) {
            query.platform()
                    .map(Platform::id)
                    .ifPresent(platform -> clauses.and(exists("post_account", id, "e.platform = ?"), platform));
        }
        if (answered != Answered.SPAN) {
            span(clauses, id, query);
        }
        query.text()
                .ifPresent(text -> clauses.and(
                        "EXISTS (SELECT e.id FROM post e WHERE e.id = " + id + " AND e.search_text LIKE ? ESCAPE '!')",
                        "%" + escaped(PostEntity.searchable(text)) + "%"));
        return answered == Answered.STATES ? clauses : states(clauses, id, query);
    }

    private static void span(Clauses clauses, String id, PostQuery query) {
        if (query.from().isPresent() || query.to().isPresent()) {
            clauses.and(
                    exists("delivery", id, "e.due_at >= ? AND e.due_at < ?"),
                    query.from().map(Micros::of).orElse(Long.MIN_VALUE),
                    query.to().map(Micros::of).orElse(Long.MAX_VALUE));
        }
    }

    private static Clauses states(Clauses clauses, String id, PostQuery query) {
        // A draft may have no delivery that could say so.
        if (query.states().isEmpty() || query.states().contains(DeliveryState.DRAFT)) {
            return clauses;
        }
        Set<DeliveryState> states = States.inside(query.states());
        Clauses in = new Clauses("").andIn("e.state", States.names(states));
        return clauses.andAll(in.wrapped(exists("delivery", id, in.text())));
    }

    private static String exists(String table, String id, String condition) {
        return "EXISTS (SELECT e.post_id FROM " + table + " e WHERE e.post_id = " + id + " AND " + condition + ")";
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
