package io.carillon.persistence.internal.db;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

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

    /** Reads and changes entities, committed together. */
    public <T> T entities(Function<EntityManager, T> work) {
        return retrying(() -> entitiesOnce(work));
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
        return retrying(() -> {
            try (EntityManager manager = entities.createEntityManager()) {
                return work.apply(manager);
            }
        });
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
            throw new StoreFailure(e);
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
