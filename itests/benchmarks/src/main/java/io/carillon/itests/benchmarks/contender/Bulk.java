package io.carillon.itests.benchmarks.contender;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.postgresql.PGConnection;

/** Loads rows the fast way: as lines of comma-separated values, by COPY or by Derby's import. */
final class Bulk {

    private Bulk() {}

    /** @param line the values of a row in the order of the columns, none of them in need of quotes; empty is NULL */
    static <T> void load(Connection connection, String table, String columns, List<T> rows, Function<T, String> line)
            throws SQLException {
        try {
            Path file = Files.createTempFile("rows", ".csv");
            try {
                write(file, rows, line);
                if (connection.isWrapperFor(PGConnection.class)) {
                    copy(connection, table, columns, file);
                } else {
                    importInto(connection, table, columns, file);
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> void write(Path file, List<T> rows, Function<T, String> line) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (T row : rows) {
                writer.write(line.apply(row));
                writer.write('\n');
            }
        }
    }

    private static void copy(Connection connection, String table, String columns, Path file)
            throws SQLException, IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + " (" + columns + ") FROM STDIN (FORMAT csv)", reader);
        }
        // At once: without statistics the foreign keys of what is loaded next are looked up by an index that all rows
        // share.
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE " + table);
        }
    }

    private static void importInto(Connection connection, String table, String columns, Path file) throws SQLException {
        try (CallableStatement call = connection.prepareCall(
                "CALL SYSCS_UTIL.SYSCS_IMPORT_DATA(NULL, ?, ?, NULL, ?, ',', '\"', 'UTF-8', 0)")) {
            call.setString(1, table.toUpperCase(Locale.ROOT));
            call.setString(2, columns.replace(" ", "").toUpperCase(Locale.ROOT));
            call.setString(3, file.toString());
            call.execute();
        }
    }
}
