package io.carillon.persistence.internal.wake;

import io.carillon.persistence.internal.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the bells of all nodes on a PostgreSQL, on a connection and a thread of its own, and passes them on. Whenever the
 * connection is made anew it passes one on too, because some may have been missed. While there is none, engines that are
 * not alone look with every heartbeat.
 */
public final class WakeListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WakeListener.class);

    /** After so long in silence the connection is tried out: its other end may have gone without a word. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** So long a close waits at most. */
    private static final Duration PARTING = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Source source;
    private final Runnable wake;
    private final Runnable lost;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "carillon-wake-listener");
    private volatile Connection open;
    private Duration pause = FIRST_PAUSE;
    private boolean told;

    /** Makes the connection; not from a pool, which would want it back. */
    @FunctionalInterface
    public interface Source {
        Connection connect() throws SQLException;
    }

    private WakeListener(Source source, Runnable wake, Runnable lost) {
        this.source = source;
        this.wake = wake;
        this.lost = lost;
        thread.setDaemon(true);
    }

    /**
     * Both are run by this listener's thread.
     *
     * @param wake for every bell
     * @param lost whenever the connection has broken, or nothing came back on it
     */
    public static WakeListener start(Source source, Runnable wake, Runnable lost) {
        WakeListener listener = new WakeListener(source, wake, lost);
        listener.thread.start();
        return listener;
    }

    private void run() {
        while (!isClosed()) {
            try (Connection connection = source.connect()) {
                open = connection;
                listenUntilItBreaks(connection);
            } catch (SQLException | RuntimeException e) {
                rest(e);
            }
        }
    }

    private void listenUntilItBreaks(Connection connection) throws SQLException {
        try {
            listen(connection);
        } catch (SQLException | RuntimeException e) {
            if (!isClosed()) {
                lost.run();
            }
            throw e;
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
        ask(connection);
        back();
        wake.run();
        PGConnection bells = connection.unwrap(PGConnection.class);
        while (!isClosed()) {
            if (bells.getNotifications((int) SILENCE.toMillis()).length > 0) {
                wake.run();
            } else {
                ask(connection);
            }
        }
    }

    /** Asked again it changes nothing, but for the answer, which shows that somebody is there. */
    private static void ask(Connection connection) throws SQLException {
        Sql.update(connection, "LISTEN " + WakeBell.CHANNEL, in -> {});
    }

    private void back() {
        if (told) {
            LOG.info("The database can wake the engine again.");
        }
        told = false;
        pause = FIRST_PAUSE;
    }

    private void rest(Exception reason) {
        if (isClosed()) {
            return;
        }
        if (!told) {
            LOG.warn(
                    "The database can't wake the engine for the time being ({}). Until it can, what is made due at once"
                            + " by another node goes out late by up to one heartbeat.",
                    reason.getMessage());
        }
        told = true;
        try {
            if (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends it at once, wherever it is waiting, and waits until its thread has ended. */
    @Override
    public void close() {
        closed.countDown();
        long deadline = System.nanoTime() + PARTING.toNanos();
        try {
            // The connection may just be on its way, so it is ended again and again; what can't be ended is connecting
            // to a host that doesn't answer, and that ends by itself.
            while (thread.isAlive() && System.nanoTime() < deadline) {
                hangUp();
                thread.join(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closing it would wait for the read that is to be ended. */
    private void hangUp() {
        Connection connection = open;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection is gone already", e);
            }
        }
    }
}
