package io.carillon.persistence.internal.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The conditions of a statement that is put together at run time, with their parameters. */
public final class Clauses {

    private final String index;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** @param index that serves the statement; empty where the database may choose */
    public Clauses(String index) {
        this.index = index;
    }

    public Clauses and(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
        return this;
    }

    public Clauses andIn(String column, Collection<String> parameters) {
        return and(column + " IN (" + Sql.marks(parameters.size()) + ")", parameters.toArray());
    }

    public Clauses andNotIn(String column, Collection<String> parameters) {
        return and(column + " NOT IN (" + Sql.marks(parameters.size()) + ")", parameters.toArray());
    }

    public Clauses andAll(Clauses others) {
        conditions.addAll(others.conditions);
        values.addAll(others.values);
        return this;
    }

    /** One condition in place of these, with the same parameters. */
    public Clauses wrapped(String condition) {
        return new Clauses(index).and(condition, values.toArray());
    }

    public String text() {
        return String.join(" AND ", conditions);
    }

    /**
     * Makes Derby walk the index in its order, whatever its statistics say; it would else rather sort a million rows
     * than follow an index for the first fifty. To PostgreSQL, which knows better, it is a comment.
     */
    public String derbyIndex() {
        return index.isEmpty() ? "" : Sql.derbyIndex(index);
    }

    public void bind(Binder binder) throws SQLException {
        for (Object value : values) {
            binder.value(value);
        }
    }
}
