package io.carillon.persistence.internal.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.apache.derby.jdbc.EmbeddedDriver;

/**
 * Derby inside this process: tuned before it boots, and shut down so that neither its threads nor its driver
 * registration keep our class loader alive.
 *
 * <p>Derby reads its tuning from system properties. Only {@code derby.*} properties are set, an operator's own value
 * counts, and {@link #stop()} takes ours back.
 */
public final class DerbyEngine {

    /** Derby would choose 4 KB for narrow tables and 32 KB for all with a large column, whatever is in it. */
    private static final int PAGE_BYTES = 8192;

    private static final String SHUT_DOWN_DATABASE = "08006";
    private static final String SHUT_DOWN_ENGINE = "XJ015";
    private static final String NOT_RUNNING = "XJ004";

    private static final Map<String, String> OURS = new LinkedHashMap<>();

    /** Whether there is an engine to stop: asking one that isn't there to stop would start it. */
    private static boolean used;

    private DerbyEngine() {}

    /** Sets the tuning, which counts only when no database of this process is open yet. */
    static synchronized void configure(DatabaseSettings settings) {
        used = true;
        set("derby.storage.pageSize", PAGE_BYTES);
        set("derby.storage.pageCacheSize", settings.pageCacheKilobytes() * 1024 / PAGE_BYTES);
        set("derby.locks.waitTimeout", settings.lockTimeout().toSeconds());
        // A deadlock is looked for after this time only, so it has to come before the wait ends.
        set("derby.locks.deadlockTimeout", Math.max(1, settings.lockTimeout().toSeconds() / 2));
        // An import of thousands of posts must not end in a lock on the whole table that the engine publishes from.
        set("derby.locks.escalationThreshold", 200_000);
        set("derby.language.statementCache.size", 300);
        // What a killed server has to redo at its next start. With a small page cache a checkpoint writes little.
        set("derby.storage.checkpointInterval", 16 * 1024 * 1024);
        set("derby.storage.logSwitchInterval", 4 * 1024 * 1024);
        // Each buffer that fills up in a transaction is written through by itself; 500 results would fill many small
        // ones.
        set("derby.storage.logBufferSize", 512 * 1024);
        set(
                "derby.stream.error.file",
                settings.dataFolder().resolve("database.log").toAbsolutePath());
    }

    static DataSource dataSource(String url) {
        String rest = url.substring(Dialect.DERBY.urlPrefix().length());
        int attributes = rest.indexOf(';');
        EmbeddedDataSource source = new EmbeddedDataSource();
        source.setDatabaseName(attributes < 0 ? rest : rest.substring(0, attributes));
        source.setConnectionAttributes(attributes < 0 ? "" : rest.substring(attributes + 1));
        source.setCreateDatabase("create");
        return source;
    }

    /**
     * Makes sure that the folder is there and can be written to: Derby would open a database in a read-only folder
     * without a word, and fail at the first change.
     */
    static void prepareFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "write", ".probe"));
        } catch (IOException e) {
            throw new DatabaseException(
                    "The data folder " + folder.toAbsolutePath() + " can't be written to ("
                            + e.getClass().getSimpleName()
                            + "). Give the user that runs Carillon the right to write there, or set CARILLON_DATA to"
                            + " another folder.",
                    e);
        }
    }

    /** Closes one database; its files can then be copied, or opened by another process. */
    static void shutDownDatabase(String url) {
        int attributes = url.indexOf(';');
        shutDown(attributes < 0 ? url : url.substring(0, attributes), "");
    }

    /** Ends the engine and everything that it keeps in this process. */
    public static synchronized void stop() {
        if (!used) {
            return;
        }
        used = false;
        shutDown(Dialect.DERBY.urlPrefix(), ";deregister=true");
        OURS.forEach((name, value) -> {
            if (value.equals(System.getProperty(name))) {
                System.clearProperty(name);
            }
        });
        OURS.clear();
    }

    private static void shutDown(String url, String attributes) {
        Driver driver = new EmbeddedDriver();
        try {
            driver.connect(url + ";shutdown=true" + attributes, new Properties())
                    .close();
        } catch (SQLException e) {
            String state = e.getSQLState();
            // Derby reports success by an exception.
            if (!SHUT_DOWN_DATABASE.equals(state) && !SHUT_DOWN_ENGINE.equals(state) && !NOT_RUNNING.equals(state)) {
                throw new DatabaseException("The database could not be shut down: " + e.getMessage(), e);
            }
        }
    }

    private static void set(String name, Object value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value.toString());
            OURS.put(name, value.toString());
        }
    }
}
