package io.carillon.persistence.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's way of updating many rows, each by values of its own: one statement that joins the table with arrays of
 * values. That costs the database, and us, half of what a statement for each row does.
 */
final class SetUpdate {

    private static final String UPDATE = "UPDATE ";
    private static final String WHERE = " WHERE ";

    /** For fewer, planning the join costs more than it saves. */
    private static final int WORTHWHILE = 8;

    /** No statement takes long, however many items there are: the connection would be taken for dead. */
    private static final int PIECE = 500;

    /**
     * Rows are looked for one by one, in the order of the items, whatever statistics say: a whole table must never be read
     * for a batch, and everybody takes rows in the same order.
     */
    private static final String ROW_BY_ROW = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

    private SetUpdate() {}

    static boolean suits(Connection connection, String sql, int items) throws SQLException {
        return items >= WORTHWHILE && sql.startsWith(UPDATE) && connection.isWrapperFor(PGConnection.class);
    }

    /** @return for each item in order, 1 if its row was updated, else 0 */
    static <T> int[] run(Connection connection, String sql, List<T> items, Sql.ItemParameters<T> parameters)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(ROW_BY_ROW);
        }
        int[] touched = new int[items.size()];
        for (int start = 0; start < items.size(); start += PIECE) {
            List<T> piece = items.subList(start, Math.min(items.size(), start + PIECE));
            for (int item : update(connection, sql, piece, parameters)) {
                touched[start + item - 1] = 1;
            }
        }
        return touched;
    }

    /** @return the numbers of those whose rows were updated, from 1 */
    private static <T> List<Integer> update(
            Connection connection, String sql, List<T> items, Sql.ItemParameters<T> parameters) throws SQLException {
        ColumnParameters columns = new ColumnParameters(items.size());
        for (T item : items) {
            columns.nextRow();
            parameters.to(new Binder(columns), item);
        }
        try (PreparedStatement statement = connection.prepareStatement(joined(sql, columns))) {
            columns.bind(connection, statement);
            List<Integer> updated = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    updated.add(rows.getInt(1));
                }
            }
            return updated;
        }
    }

    /** The same UPDATE, with the columns of a table of values instead of its parameters. */
    private static String joined(String sql, ColumnParameters columns) {
        int where = sql.indexOf(WHERE);
        StringBuilder set = new StringBuilder();
        StringBuilder condition = new StringBuilder();
        int place = 0;
        for (int i = 0; i < sql.length(); i++) {
            StringBuilder part = i < where ? set : condition;
            if (sql.charAt(i) != '?') {
                part.append(sql.charAt(i));
            } else {
                place++;
                // What rows are found by is never one value for all: an index on that would seem to tell them apart.
                part.append(i < where ? columns.value(place) : columns.column(place));
            }
        }
        return set + columns.table() + condition + " RETURNING item";
    }
}
