package io.carillon.persistence.internal.db;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.carillon.api.store.StoreGauges.Connections;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open, migrated database: its pool, its entities, its transactions. Closing it releases all of them. */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Dialect dialect;
    private final DatabaseSettings settings;
    private final DataSource apart;
    private final HikariDataSource pool;
    private final EntityManagerFactory entities;
    private final Transactions transactions;

    private Database(
            DatabaseSettings settings,
            Dialect dialect,
            DataSource apart,
            HikariDataSource pool,
            EntityManagerFactory entities) {
        this.settings = settings;
        this.dialect = dialect;
        this.apart = apart;
        this.pool = pool;
        this.entities = entities;
        this.transactions = new Transactions(pool, entities);
    }

    /**
     * Opens the database, makes it where Derby has none yet, and migrates it.
     *
     * @param entities the classes that it maps
     * @throws DatabaseException with a sentence for the operator if that can't be done
     */
    public static Database open(DatabaseSettings settings, List<Class<?>> entities) {
        Dialect dialect = Dialect.of(settings.effectiveUrl());
        Sources sources = Sources.of(settings, dialect);
        HikariDataSource pool = null;
        try {
            connectOnce(settings, sources.patient(), dialect);
            Migrations.run(settings, sources.patient(), dialect);
            pool = Pool.over(sources.guarded(), settings, dialect);
            Database database = new Database(
                    settings, dialect, sources.guarded(), pool, PersistenceUnit.open(pool, dialect, entities));
            LOG.info("The database is open: {}", settings);
            return database;
        } catch (RuntimeException | Error e) {
            release(settings, dialect, pool, e);
            throw e;
        }
    }

    /** Before the pool and Flyway, which would both try again for ten seconds what won't get better. */
    private static void connectOnce(DatabaseSettings settings, DataSource source, Dialect dialect) {
        try (Connection connection = source.getConnection()) {
            if (!dialect.mayMakeSchema(connection)) {
                throw new SQLException("The schema is empty and nothing may be created in it", "42501");
            }
        } catch (SQLException e) {
            throw SqlProblems.onOpening(settings, e);
        }
    }

    private static void release(DatabaseSettings settings, Dialect dialect, HikariDataSource pool, Throwable reason) {
        try {
            if (pool != null) {
                pool.close();
            }
            if (dialect == Dialect.DERBY) {
                DerbyEngine.shutDownDatabase(settings.effectiveUrl());
            }
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    public Dialect dialect() {
        return dialect;
    }

    public Transactions transactions() {
        return transactions;
    }

    /** A connection beside the pool, for whoever keeps it as long as the database is open. */
    public Connection connectApart() throws SQLException {
        return apart.getConnection();
    }

    /**
     * Closes what the pool holds, and what is in use as soon as that comes back: where one connection was lost, the others
     * may lead to a host that is gone, and trying each of them out takes longer than making new ones.
     */
    public void renewConnections() {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** The pool's connections as they are at this moment. */
    public Connections connections() {
        HikariPoolMXBean state = pool.getHikariPoolMXBean();
        return new Connections(
                state.getActiveConnections(),
                state.getIdleConnections(),
                state.getThreadsAwaitingConnection(),
                pool.getMaximumPoolSize());
    }

    /** Closes the pool and, with Derby, the database. The engine goes on until {@link DerbyEngine#stop()}. */
    @Override
    public void close() {
        entities.close();
        pool.close();
        if (dialect == Dialect.DERBY) {
            DerbyEngine.shutDownDatabase(settings.effectiveUrl());
        }
    }
}
