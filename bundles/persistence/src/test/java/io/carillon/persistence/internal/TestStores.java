package io.carillon.persistence.internal;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.persistence.internal.db.DatabaseSettings;
import io.carillon.persistence.internal.db.Dialect;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * The stores that the tests share: Derby in memory, or a real PostgreSQL with the system property
 * {@code carillon.test.database=postgresql}.
 */
public final class TestStores {

    public static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** Which of the two this run is about. */
    static final Dialect DATABASE = Dialect.valueOf(
            System.getProperty("carillon.test.database", "derby").toUpperCase(Locale.ROOT));

    private static final List<String> TABLES = List.of(
            "sample",
            "sampling",
            "attempt",
            "discard",
            "budget",
            "budget_place",
            "step",
            "delivery",
            "post_label",
            "post_account",
            "post_media",
            "post",
            "media",
            "account_queue",
            "webhook_call",
            "webhook",
            "event_outbox",
            "event_listener",
            "event_platform",
            "event",
            "account_grant",
            "account",
            "api_token",
            "user_session",
            "membership",
            "app_user",
            "idempotency",
            "oauth_consent",
            "oauth_app",
            "node");

    private static Stores shared;

    private TestStores() {}

    /** Empty but for what a new database has. */
    public static synchronized Stores empty() {
        if (shared == null) {
            // The tests move the clock that the database would have of its own; see DatabaseTimeTest for that one.
            shared = Stores.open(settings(), CLOCK, ClaimTime.OF_CALLER);
        }
        shared.database().transactions().sql(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : TABLES) {
                    statement.executeUpdate("DELETE FROM " + table);
                }
                return statement.executeUpdate("DELETE FROM workspace WHERE id <> 'default'");
            }
        });
        return shared;
    }

    /** However long it takes: with PostgreSQL, a connection that is silent for seconds would else be given up. */
    public static int execute(Stores stores, String sql) {
        return stores.database().transactions().sql(connection -> {
            if (stores.database().dialect() == Dialect.POSTGRESQL) {
                connection.setNetworkTimeout(Runnable::run, 0);
            }
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private static DatabaseSettings settings() {
        return fresh("stores");
    }

    /** A database with nothing in it. */
    public static DatabaseSettings fresh(String name) {
        return switch (DATABASE) {
            case DERBY -> DatabaseSettings.at(folder(), "jdbc:derby:memory:" + name, "", "");
            case POSTGRESQL -> postgres();
        };
    }

    /** A fresh database of PostgreSQL. */
    public static DatabaseSettings postgres() {
        PostgresDatabase database = PostgresServer.shared().createDatabase();
        return DatabaseSettings.at(folder(), database.url(), database.user(), database.password());
    }

    private static Path folder() {
        try {
            return Files.createDirectories(
                    Path.of("target", "test-stores" + System.getProperty("carillon.itests.fork", "")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
