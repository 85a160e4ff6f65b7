package io.carillon.persistence.internal.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.persistence.internal.OnPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator is told when a PostgreSQL can't be used, and that its owner is all that it takes. */
@OnPostgres
class PostgresOpeningTest {

    @TempDir
    Path folder;

    private final PostgresDatabase database = PostgresServer.shared().createDatabase();

    @Test
    void theOwnerOfAnEmptyDatabaseIsEnough() {
        open(database.url(), database.user(), database.password()).close();
        open(database.url(), database.user(), database.password()).close();
    }

    @Test
    void userAndPasswordMayBeInTheUrl() {
        String url = database.url() + "?user=" + database.user() + "&password=" + database.password();

        assertThat(DatabaseSettings.at(folder, url, "", "").toString()).doesNotContain(database.password());
        open(url, "", "").close();
    }

    @Test
    void aWrongPasswordIsReportedWithoutShowingIt() {
        assertRefused(database.url(), database.user(), "s3cret", "doesn't let the user '" + database.user() + "' in")
                .hasMessageContaining("CARILLON_DB_PASSWORD");
    }

    @Test
    void aMissingPasswordIsReported() {
        assertRefused(database.url(), database.user(), "", "CARILLON_DB_PASSWORD");
    }

    @Test
    void aDatabaseThatIsNotThereIsReported() {
        String url = database.url() + "_of_nobody";

        assertRefused(url, database.user(), database.password(), "PostgreSQL has no database for " + url)
                .hasMessageContaining("CARILLON_DB_URL");
    }

    @Test
    void aUserWhoMayNotCreateTablesIsReported() {
        PostgresDatabase other = PostgresServer.shared().createDatabase();

        assertRefused(database.url(), other.user(), other.password(), "may not create tables")
                .hasMessageContaining("owner of the database");
    }

    @Test
    void aDatabaseWithoutConnectionsLeftIsReported() throws Exception {
        try (Connection administrator = PostgresServer.shared().administrator("postgres");
                Statement statement = administrator.createStatement()) {
            statement.execute("ALTER ROLE " + database.user() + " CONNECTION LIMIT 0");
        }

        assertRefused(database.url(), database.user(), database.password(), "has no connection left")
                .hasMessageContaining("poolSize");
    }

    @Test
    void aSchemaOfANewerVersionIsRefused() throws Exception {
        open(database.url(), database.user(), database.password()).close();
        execute(
                "INSERT INTO schema_history VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'u', now(), 1, TRUE)");

        assertRefused(database.url(), database.user(), database.password(), "written by a newer Carillon (schema 999");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String url, String user, String password, String sentence) {
        return assertThatThrownBy(() -> open(url, user, password))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining(password.isEmpty() ? "\n" : password);
    }

    private Database open(String url, String user, String password) {
        return Database.open(DatabaseSettings.at(folder, url, user, password), List.of());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
