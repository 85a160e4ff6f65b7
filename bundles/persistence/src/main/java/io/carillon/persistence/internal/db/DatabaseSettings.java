package io.carillon.persistence.internal.db;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the database is and how hard to use it.
 *
 * @param dataFolder the folder that holds everything of this server; Derby lives in {@code database} inside it
 * @param url a JDBC URL, or empty for Derby in the data folder
 * @param user the PostgreSQL user; empty where the URL or the server's defaults say it
 * @param password the PostgreSQL password; empty for none
 * @param poolSize the most connections held open at once
 * @param lockTimeout how long a statement waits for a row that another transaction holds
 * @param pageCacheKilobytes Derby's page cache
 */
public record DatabaseSettings(
        Path dataFolder,
        String url,
        String user,
        String password,
        int poolSize,
        Duration lockTimeout,
        int pageCacheKilobytes) {

    public static final int DEFAULT_POOL_SIZE = 16;
    public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(5);
    public static final int DEFAULT_PAGE_CACHE_KILOBYTES = 12 * 1024;

    public DatabaseSettings {
        Objects.requireNonNull(dataFolder, "dataFolder");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(lockTimeout, "lockTimeout");
        if (poolSize < 2) {
            throw new IllegalArgumentException(
                    "poolSize is " + poolSize + ". Two connections are the least: one for the engine, one for people.");
        }
        if (lockTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("lockTimeout is " + lockTimeout + ". It takes one second at least.");
        }
        if (pageCacheKilobytes < 1024) {
            throw new IllegalArgumentException(
                    "pageCacheKilobytes is " + pageCacheKilobytes + ". It takes 1024 at least.");
        }
    }

    /** Derby in the data folder, with the defaults. */
    public static DatabaseSettings inFolder(Path dataFolder) {
        return at(dataFolder, "", "", "");
    }

    /** The database at a JDBC URL, with the defaults. */
    public static DatabaseSettings at(Path dataFolder, String url, String user, String password) {
        return new DatabaseSettings(
                dataFolder, url, user, password, DEFAULT_POOL_SIZE, DEFAULT_LOCK_TIMEOUT, DEFAULT_PAGE_CACHE_KILOBYTES);
    }

    /** The URL to connect to, with the default filled in. */
    public String effectiveUrl() {
        return url.isBlank() ? Dialect.DERBY.urlPrefix() + databaseFolder() : url.strip();
    }

    /** Where Derby keeps its files unless the URL says otherwise. */
    public Path databaseFolder() {
        return dataFolder.resolve("database").toAbsolutePath().normalize();
    }

    /** Without the password: settings are logged. */
    @Override
    public String toString() {
        return "DatabaseSettings[" + SafeUrl.of(effectiveUrl()) + ", user=" + user + ", poolSize=" + poolSize
                + ", lockTimeout=" + lockTimeout + "]";
    }
}
