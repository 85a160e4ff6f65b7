package io.carillon.itests.benchmarks.contender;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The database that a contender has to itself.
 *
 * @param folder for whatever else it keeps; Derby's files are in it, too
 */
public record Target(String url, String user, String password, Path folder) {

    public boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    /** As it is, with Derby counting how often it waits for the disk. */
    public Target counted() {
        return new Target(
                url.replace("jdbc:derby:", "jdbc:derby:" + CountingStorage.PROTOCOL + ":"), user, password, folder);
    }

    /** A connection of the benchmark's own. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(isPostgres() ? url : url + ";create=true", user, password);
    }

    /** Connections for contenders that bring no pool; the pool is the one that Carillon uses. */
    HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(isPostgres() ? url : url + ";create=true");
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(30_000);
        return new HikariDataSource(config);
    }
}
