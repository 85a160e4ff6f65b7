package io.carillon.persistence.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of many items: an array for each place, or, where all items agree, one value. It gives the SQL that they
 * stand for piece by piece, and binds them in the order in which it was asked.
 */
final class ColumnParameters implements Binder.Parameters {

    private final int rows;
    private final List<Column> columns = new ArrayList<>();
    private final Set<Integer> inTable = new LinkedHashSet<>();
    private final List<Binding> bindings = new ArrayList<>();
    private int row = -1;

    private enum Type {
        TEXT("text"),
        NUMBER("int8"),
        COUNT("int4");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }
    }

    private record Column(Type type, Object[] values) {

        boolean isOneValue() {
            return Arrays.stream(values).allMatch(value -> Objects.equals(value, values[0]));
        }

        void bindOne(StatementParameters statement, int place) throws SQLException {
            switch (type) {
                case TEXT -> statement.text(place, (String) values[0]);
                case NUMBER -> statement.number(place, (Long) values[0]);
                case COUNT -> statement.count(place, (Integer) values[0]);
            }
        }
    }

    /** Sets one parameter of the statement. */
    @FunctionalInterface
    private interface Binding {
        void to(Connection connection, PreparedStatement statement, int place) throws SQLException;
    }

    ColumnParameters(int rows) {
        this.rows = rows;
    }

    /** What is set from now on is the next item's. */
    void nextRow() {
        row++;
    }

    @Override
    public void text(int place, String value) {
        put(place, Type.TEXT, value);
    }

    @Override
    public void number(int place, Long value) {
        put(place, Type.NUMBER, value);
    }

    @Override
    public void count(int place, int value) {
        put(place, Type.COUNT, value);
    }

    @Override
    public void value(int place, Object value) {
        throw new IllegalArgumentException("What is updated in sets has values of known kinds, not " + value);
    }

    private void put(int place, Type type, Object value) {
        if (place > columns.size()) {
            columns.add(new Column(type, type == Type.TEXT ? new String[rows] : new Object[rows]));
        }
        columns.get(place - 1).values()[row] = value;
    }

    /** What stands for a parameter whose values may be one: a parameter, or a column of {@link #table}. */
    String value(int place) {
        Column column = columns.get(place - 1);
        if (!column.isOneValue()) {
            return column(place);
        }
        bindings.add((connection, statement, at) -> column.bindOne(new StatementParameters(statement), at));
        return "?";
    }

    /** What stands for a parameter: a column of {@link #table}. */
    String column(int place) {
        inTable.add(place);
        return "v" + place;
    }

    /** {@code FROM} the columns asked for, with a row for each item, and its number as {@code item}. */
    String table() {
        for (int place : inTable) {
            Column column = columns.get(place - 1);
            bindings.add((connection, statement, at) ->
                    statement.setArray(at, connection.createArrayOf(column.type().sql, column.values())));
        }
        String names = inTable.stream().map(place -> "v" + place).collect(Collectors.joining(", "));
        return " FROM unnest(" + Sql.marks(inTable.size()) + ") WITH ORDINALITY AS v (" + names + ", item)";
    }

    void bind(Connection connection, PreparedStatement statement) throws SQLException {
        int place = 0;
        for (Binding binding : bindings) {
            binding.to(connection, statement, ++place);
        }
    }
}
