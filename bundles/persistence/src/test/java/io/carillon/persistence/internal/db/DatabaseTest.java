package io.carillon.persistence.internal.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final String A_WORKSPACE =
            "INSERT INTO workspace (id, name, zone, missed_rule, missed_limit_s, created_at, version)"
                    + " VALUES ('w', 'Name', 'UTC', 'HOLD', 0, 1, 1)";

    @TempDir
    Path folder;

    @Test
    void makesTheDatabaseInTheDataFolderAndOpensItAgain() {
        DatabaseSettings settings = DatabaseSettings.inFolder(folder);
        try (Database first = open(settings)) {
            first.transactions().sql(c -> update(c, A_WORKSPACE));
        }

        try (Database second = open(settings)) {
            assertThat(second.transactions().<String>sql(c -> text(c, "SELECT name FROM workspace WHERE id = 'w'")))
                    .isEqualTo("Name");
        }
        assertThat(folder.resolve("database")).isDirectory();
    }

    @Test
    void aTransactionThatFailsLeavesNothing() {
        try (Database database = open(DatabaseSettings.inFolder(folder))) {
            assertThatThrownBy(() -> database.transactions().sql(c -> {
                        update(c, A_WORKSPACE);
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");

            assertThat(database.transactions()
                            .<String>sql(c -> text(c, "SELECT COUNT(*) FROM workspace WHERE id = 'w'")))
                    .isEqualTo("0");
        }
    }

    @Test
    void aDataFolderThatIsAFileIsReportedWithAFix() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> open(DatabaseSettings.inFolder(file)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("data folder " + file)
                .hasMessageContaining("CARILLON_DATA");
    }

    @Test
    void aFolderWithoutADatabaseInItIsReportedWithAFix() throws Exception {
        Files.createDirectories(folder.resolve("database"));

        assertThatThrownBy(() -> open(DatabaseSettings.inFolder(folder)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("holds no database");
    }

    @Test
    void aSchemaOfANewerVersionIsRefused() {
        DatabaseSettings settings = DatabaseSettings.inFolder(folder);
        try (Database database = open(settings)) {
            database.transactions()
                    .sql(c -> update(
                            c,
                            "INSERT INTO \"schema_history\" VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1,"
                                    + " 'sa', CURRENT_TIMESTAMP, 1, TRUE)"));
        }

        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("written by a newer Carillon (schema 999");
    }

    @Test
    void aDatabaseThatAnotherProcessHasOpenIsReportedWithAFix() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        OpensAndWaits.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo(OpensAndWaits.OPEN);

            assertThatThrownBy(() -> open(DatabaseSettings.inFolder(folder)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("in use by another Carillon")
                    .hasMessageContaining("CARILLON_DATA");
        } finally {
            other.destroyForcibly().waitFor();
        }
        // Killed, not closed: what it had open recovers.
        open(DatabaseSettings.inFolder(folder)).close();
    }

    @Test
    void deadlockedTransactionsBothGoThrough() throws Exception {
        try (Database database = open(DatabaseSettings.inFolder(folder))) {
            database.transactions().sql(c -> update(c, A_WORKSPACE));
            CyclicBarrier bothHoldOne = new CyclicBarrier(2);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<Integer>> both = threads.invokeAll(List.of(
                        () -> inOrder(database, bothHoldOne, "w", "default"),
                        () -> inOrder(database, bothHoldOne, "default", "w")));
                for (Future<Integer> one : both) {
                    assertThat(one.get()).isEqualTo(1);
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(database.transactions().<String>sql(c -> text(c, "SELECT SUM(missed_limit_s) FROM workspace")))
                    .isEqualTo("3604");
        }
    }

    private static int inOrder(Database database, CyclicBarrier bothHoldOne, String first, String second) {
        AtomicBoolean again = new AtomicBoolean();
        return database.transactions().sql(connection -> {
            update(connection, "UPDATE workspace SET missed_limit_s = missed_limit_s + 1 WHERE id = '" + first + "'");
            if (!again.getAndSet(true)) {
                await(bothHoldOne);
            }
            return update(
                    connection, "UPDATE workspace SET missed_limit_s = missed_limit_s + 1 WHERE id = '" + second + "'");
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anUnknownUrlIsRefusedWithoutShowingItsPassword() {
        assertThatThrownBy(
                        () -> open(DatabaseSettings.at(folder, "jdbc:mysql://u:s3cret@h/db?password=s3cret", "", "")))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:mysql://h/db")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aPostgresThatDoesNotAnswerIsReportedWithAFix() {
        // Port 1 of the local host: nothing listens there, and the refusal is immediate.
        DatabaseSettings settings = DatabaseSettings.at(folder, "jdbc:postgresql://127.0.0.1:1/carillon", "u", "p");

        assertThatThrownBy(() -> open(settings))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("doesn't answer at jdbc:postgresql://127.0.0.1:1/carillon")
                .hasMessageContaining("CARILLON_DB_URL");
    }

    private static Database open(DatabaseSettings settings) {
        return Database.open(settings, List.of());
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
