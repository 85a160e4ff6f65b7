package io.carillon.itests.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsPostgres
class PostgresServerTest {

    @Test
    void eachDatabaseIsOfARoleThatMayOnlyUseIt() throws Exception {
        PostgresDatabase first = PostgresServer.shared().createDatabase();
        PostgresDatabase second = PostgresServer.shared().createDatabase();

        try (Connection connection = first.connect()) {
            execute(connection, "CREATE TABLE mine (id INTEGER)");
            assertThatThrownBy(() -> execute(connection, "CREATE ROLE another"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
        try (Connection connection = second.connect()) {
            assertThatThrownBy(() -> execute(connection, "SELECT id FROM mine")).hasMessageContaining("does not exist");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(first.url(), first.user(), "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void whatWasCommittedIsThereAfterItWasKilled(@TempDir Path folder) throws Exception {
        Path own = folder.resolve("postgres");
        try (PostgresServer server = PostgresServer.start(own)) {
            PostgresDatabase database = server.createDatabase();
            try (Connection connection = database.connect()) {
                execute(connection, "CREATE TABLE kept AS SELECT 7 AS number");
                server.kill();
                assertThatThrownBy(() -> execute(connection, "SELECT 1")).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);

            server.restart();

            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT number FROM kept")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
            }
        }
    }

    @Test
    void aServerThatAKilledRunLeftIsStoppedBeforeTheNextStarts(@TempDir Path folder) throws Exception {
        Path own = folder.resolve("postgres");
        PostgresServer left = PostgresServer.start(own);
        PostgresDatabase database = left.createDatabase();

        try (PostgresServer next = PostgresServer.start(own)) {
            assertThat(next.createDatabase().connect()).isNotNull();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whereItCannotBeRunOneLineSaysWhat() {
        assertThatThrownBy(() -> Runner.find(new Programs(Path.of("/nowhere"))))
                .isInstanceOf(PostgresUnavailableException.class)
                .hasMessageContaining("PostgreSQL can't be run from /nowhere")
                .hasMessageNotContaining("\n");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
