package io.carillon.persistence.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What JDBC lacks. */
public final class Sql {

    private Sql() {}

    /** Sets a statement's parameters. */
    @FunctionalInterface
    public interface Parameters {
        void to(Binder binder) throws SQLException;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    /** {@code ?, ?, ?} for a list of that many values. */
    public static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** A hint to Derby, right behind a table's name. To PostgreSQL it is a comment. */
    public static String derbyIndex(String index) {
        return " --DERBY-PROPERTIES index=" + index + "\n";
    }

    public static <T> List<T> query(Connection connection, String sql, Parameters parameters, Mapper<T> mapper)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.to(Binder.of(statement));
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.map(Row.of(rows)));
                }
                return found;
            }
        }
    }

    /** @return how many rows were touched */
    public static int update(Connection connection, String sql, Parameters parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.to(Binder.of(statement));
            return statement.executeUpdate();
        }
    }

    public static boolean exists(Connection connection, String sql, Parameters parameters) throws SQLException {
        return !query(connection, sql, parameters, row -> true).isEmpty();
    }

    /** Sets one item's parameters. */
    @FunctionalInterface
    public interface ItemParameters<T> {
        void to(Binder binder, T item) throws SQLException;
    }

    /**
     * Runs one statement for many items, sent together. Many updates run as one where the database can: an item whose row
     * does not match is left out, and no two items may be about the same row.
     *
     * @return for each item in order, how many rows it touched
     */
    public static <T> int[] batch(Connection connection, String sql, List<T> items, ItemParameters<T> parameters)
            throws SQLException {
        if (items.isEmpty()) {
            return new int[0];
        }
        if (SetUpdate.suits(connection, sql, items.size())) {
            return SetUpdate.run(connection, sql, items, parameters);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T item : items) {
                parameters.to(Binder.of(statement), item);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }
}
