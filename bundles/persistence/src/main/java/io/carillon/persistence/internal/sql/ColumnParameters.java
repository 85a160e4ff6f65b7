package io.carillon.persistence.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The parameters of many items, as an array for each place. */
final class ColumnParameters implements Binder.Parameters {

    private final int rows;
    private final List<Column> columns = new ArrayList<>();
    private int row = -1;

    private record Column(String type, Object[] values) {}

    ColumnParameters(int rows) {
        this.rows = rows;
    }

    /** What is set from now on is the next item's. */
    void nextRow() {
        row++;
    }

    @Override
    public void text(int place, String value) {
        put(place, "text", value);
    }

    @Override
    public void number(int place, Long value) {
        put(place, "int8", value);
    }

    @Override
    public void count(int place, int value) {
        put(place, "int4", value);
    }

    @Override
    public void value(int place, Object value) {
        throw new IllegalArgumentException("What is updated in sets has values of known kinds, not " + value);
    }

    private void put(int place, String type, Object value) {
        if (place > columns.size()) {
            columns.add(new Column(type, type.equals("text") ? new String[rows] : new Object[rows]));
        }
        columns.get(place - 1).values()[row] = value;
    }

    void bind(Connection connection, PreparedStatement statement) throws SQLException {
        int place = 0;
        for (Column column : columns) {
            statement.setArray(++place, connection.createArrayOf(column.type(), column.values()));
        }
    }
}
