package io.carillon.persistence.internal.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.TestStores;
import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What an update makes of what is there. */
@OnEachDatabase
class MigrationsTest {

    private static final String ACCOUNT =
            "INSERT INTO account (id, workspace_id, platform, handle, display_name, status,"
                    + " zone, settings, created_at, updated_at, version) VALUES (?, ?, 'birdsong', ?, 'Name', ?, 'UTC', ?, 0, 0, 1)";

    private static int databases;

    private final DatabaseSettings settings = TestStores.fresh("migrations-" + ++databases);
    private final Dialect dialect = Dialect.of(settings.effectiveUrl());
    private final DataSource source = Sources.of(settings, dialect).patient();

    @Test
    void accountsOfOneIdentityStayAndTheOneThatPublishesHasIt() throws SQLException {
        migrateTo("15");
        try (Connection connection = source.getConnection()) {
            add(connection, "a_1", "default", "@bell", "NEEDS_RECONNECT", "{\"remoteId\":\"bell\"}");
            add(connection, "a_2", "default", "@bell.new", "CONNECTED", "{\"remoteId\":\"bell\"}");
            add(connection, "a_3", "default", "@bell.new", "CONNECTED", "{\"remoteId\":\"bell\"}");
            add(connection, "a_4", "other", "@bell", "CONNECTED", "{\"remoteId\":\"bell\"}");
            add(connection, "a_5", "default", "@BELL", "CONNECTED", "{}");
            add(connection, "a_6", "default", "@bell", "CONNECTED", "{}");
        }

        Migrations.run(settings, source, dialect);

        try (Connection connection = source.getConnection()) {
            assertThat(ids(connection, "identity_key IS NOT NULL")).containsExactly("a_2", "a_4", "a_5");
            assertThat(ids(connection, "identity_key IS NULL")).containsExactly("a_1", "a_3", "a_6");
        }
    }

    @Test
    void eventsOfAccountsAreStillTold() throws SQLException {
        migrateTo("15");
        try (Connection connection = source.getConnection()) {
            Sql.update(
                    connection,
                    "INSERT INTO account_event (id, workspace_id, account_id, status, created_at)"
                            + " VALUES ('1a', 'default', 'a_1', 'NEEDS_RECONNECT', 7)",
                    in -> {});
        }

        Migrations.run(settings, source, dialect);

        try (Connection connection = source.getConnection()) {
            List<String> events = Sql.query(
                    connection,
                    "SELECT workspace_id, id, type, data, created_at FROM event",
                    in -> {},
                    row -> row.text() + " " + row.text() + " " + row.text() + " " + row.text() + " " + row.number());
            assertThat(events)
                    .containsExactly(
                            "default 1a account.changed {\"account\":\"a_1\",\"status\":\"NEEDS_RECONNECT\"} 7");
        }
    }

    private void migrateTo(String version) {
        Flyway.configure(Migrations.class.getClassLoader())
                .loggers("slf4j")
                .dataSource(source)
                .locations(Migrations.LOCATION)
                .placeholders(dialect.placeholders())
                .table(Migrations.HISTORY)
                .target(version)
                .load()
                .migrate();
    }

    private static void add(Connection connection, String id, String workspace, String handle, String... rest)
            throws SQLException {
        Sql.update(
                connection,
                ACCOUNT,
                in -> in.text(id).text(workspace).text(handle).text(rest[0]).text(rest[1]));
    }

    private static List<String> ids(Connection connection, String condition) throws SQLException {
        return Sql.query(
                connection, "SELECT id FROM account WHERE " + condition + " ORDER BY id", in -> {}, row -> row.text());
    }
}
