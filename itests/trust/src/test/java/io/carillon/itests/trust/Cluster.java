package io.carillon.itests.trust;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Servers that share a PostgreSQL, and what can be wrong between them. */
final class Cluster {

    /** All open the same grants. */
    private static final String VAULT_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private Cluster() {}

    /** One more server, not started yet. */
    static CarillonServer on(PostgresDatabase database, String name) {
        return CarillonServer.install(name)
                .with("CARILLON_VAULT_KEY", VAULT_KEY)
                .with("CARILLON_NODE_NAME", name)
                .withDatabase(database.url(), database.user(), database.password());
    }

    /**
     * Makes one server see another time in the database than the others do: it signs in with a role of its own, for which
     * {@code clock_timestamp()} is a function that is off by so much.
     */
    static void skewClockOf(PostgresDatabase database, CarillonServer server, String amount) throws SQLException {
        String role = database.user() + "_skewed";
        try (Connection connection = PostgresServer.shared().administrator(database.user());
                Statement statement = connection.createStatement()) {
            for (String sql : new String[] {
                "CREATE SCHEMA skewed",
                "CREATE TABLE skewed.amount (value interval NOT NULL)",
                "INSERT INTO skewed.amount VALUES ('" + amount + "')",
                "CREATE FUNCTION skewed.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS"
                        + " 'SELECT pg_catalog.clock_timestamp() + (SELECT value FROM skewed.amount)'",
                "GRANT USAGE ON SCHEMA skewed TO PUBLIC",
                "GRANT SELECT ON skewed.amount TO PUBLIC",
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "' IN ROLE " + database.user(),
                "ALTER ROLE " + role + " SET role = '" + database.user() + "'",
                // The catalogue comes last, and so does its own clock.
                "ALTER ROLE " + role + " SET search_path = public, skewed, pg_catalog"
            }) {
                statement.execute(sql);
            }
        }
        server.withDatabase(database.url(), role, database.password());
    }

    static void setSkew(PostgresDatabase database, String amount) throws SQLException {
        try (Connection connection = PostgresServer.shared().administrator(database.user());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE skewed.amount SET value = '" + amount + "'");
        }
    }
}
