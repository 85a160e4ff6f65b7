package io.carillon.itests.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of its own with a role that owns it and may do nothing else, as an operator is told to make it.
 *
 * @param url without user and password
 */
public record PostgresDatabase(String url, String user, String password) {

    /** A connection as that role. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
