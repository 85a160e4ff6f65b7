package io.carillon.persistence.internal.db;

import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.persistence.exceptions.EclipseLinkException;

/**
 * Runs work in one transaction each, again where the database gave it up because of others (a deadlock, a lock held for
 * too long). Work may therefore run more than once and must not act on anything but its connection.
 *
 * <p>A transaction whose commit went unanswered is never run again here: whether it took effect is for the caller to
 * find out.
 */
public final class Transactions {

    private static final int TRIES = 5;

    private final DataSource source;
    private final EntityManagerFactory entities;

    Transactions(DataSource source, EntityManagerFactory entities) {
        this.source = source;
        this.entities = entities;
    }

    /** Work on a connection. */
    @FunctionalInterface
    public interface SqlWork<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Runs statements of our own, committed together. */
    public <T> T sql(SqlWork<T> work) {
        return retrying(() -> sqlOnce(work));
    }

    /** Work on entities and, through the same transaction, on a connection. */
    @FunctionalInterface
    public interface MixedWork<T> {
        T on(EntityManager manager, Connection connection) throws SQLException;
    }

    /** Changes entities and runs statements of our own, committed together. */
    public <T> T mixed(MixedWork<T> work) {
        return entities(manager -> {
            try {
                return work.on(manager, manager.unwrap(Connection.class));
            } catch (SQLException e) {
                throw failure(e);
            }
        });
    }

    /** Reads and changes entities, committed together. */
    public <T> T entities(Function<EntityManager, T> work) {
        return retrying(() -> inStoreTerms(() -> entitiesOnce(work)));
    }

    /** As {@link #entities(Function)}, without an answer. */
    public void change(Consumer<EntityManager> work) {
        entities(manager -> {
            work.accept(manager);
            return null;
        });
    }

    /** Reads entities without a transaction around the reads. */
    public <T> T read(Function<EntityManager, T> work) {
        return retrying(() -> inStoreTerms(() -> {
            try (EntityManager manager = entities.createEntityManager()) {
                return work.apply(manager);
            }
        }));
    }

    private <T> T sqlOnce(SqlWork<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private <T> T entitiesOnce(Function<EntityManager, T> work) {
        try (EntityManager manager = entities.createEntityManager()) {
            manager.getTransaction().begin();
            try {
                T result = work.apply(manager);
                manager.getTransaction().commit();
                return result;
            } finally {
                if (manager.getTransaction().isActive()) {
                    manager.getTransaction().rollback();
                }
            }
        }
    }

    private static <T> T inStoreTerms(Supplier<T> work) {
        try {
            return work.get();
        } catch (PersistenceException e) {
            if (e instanceof OptimisticLockException || e.getCause() instanceof OptimisticLockException) {
                throw new StaleException("Somebody else changed it first. Read it again and decide anew.");
            }
            throw failure(e);
        } catch (EclipseLinkException e) {
            // Reads outside a transaction end so, which the specification's own exceptions don't cover.
            throw failure(e);
        }
    }

    private static StoreException failure(Exception cause) {
        return new StoreException("The database failed: " + cause.getMessage(), cause);
    }

    private static <T> T retrying(Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                // No pause: who waited for a lock has waited already, and a deadlock's other side has its locks now.
                if (tries == TRIES || !SqlProblems.isContention(e)) {
                    throw e;
                }
            }
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
