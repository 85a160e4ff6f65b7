package io.carillon.persistence.internal.db;

import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * A database that is gone is reported at once. EclipseLink would ask three times more, five seconds apart and each as long
 * as the pool waits for a connection, and whoever waits for the answer would wait for a minute.
 */
public final class NoSecondTry implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        DatabaseLogin login = session.getLogin();
        login.setQueryRetryAttemptCount(0);
        login.setConnectionHealthValidatedOnError(false);
    }
}
