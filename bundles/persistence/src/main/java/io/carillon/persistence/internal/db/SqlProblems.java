package io.carillon.persistence.internal.db;

import java.sql.SQLException;
import java.util.Set;

/** Says what a database's error means: for the operator at start, and for whoever may simply try again. */
public final class SqlProblems {

    private static final Set<String> TRY_AGAIN = Set.of(
            "40001", // deadlock on Derby, serialization failure on PostgreSQL
            "40XL1", // Derby: waited too long for a lock
            "40XL2", // the same, with the list of locks
            "40P01", // PostgreSQL: deadlock
            "55P03" // PostgreSQL: waited too long for a lock
            );

    private static final String DUPLICATE = "23505";

    private SqlProblems() {}

    /** Whether a row is there already with the same unique value. */
    public static boolean isDuplicate(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e && has(e, DUPLICATE)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the transaction was rolled back because of others, so that the same work may go through next time. */
    static boolean isContention(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e && TRY_AGAIN.stream().anyMatch(state -> has(e, state))) {
                return true;
            }
        }
        return false;
    }

    /** The reason why a database could not be opened. */
    static DatabaseException onOpening(DatabaseSettings settings, SQLException failure) {
        String sentence = Dialect.of(settings.effectiveUrl()) == Dialect.DERBY
                ? derby(settings, failure)
                : postgres(settings, failure);
        return new DatabaseException(sentence, failure);
    }

    private static String derby(DatabaseSettings settings, SQLException failure) {
        String where = SafeUrl.of(settings.effectiveUrl())
                .substring(Dialect.DERBY.urlPrefix().length());
        if (has(failure, "XSDB6")) {
            return "The database in " + where + " is in use by another Carillon. Stop that one first, or give this one"
                    + " a folder of its own with CARILLON_DATA.";
        }
        if (has(failure, "XBM0J") || has(failure, "XJ004")) {
            return "The folder " + where + " is there but holds no database. Move it away, or set CARILLON_DATA to"
                    + " another folder.";
        }
        if (has(failure, "XBM0H") || has(failure, "XBM0S") || has(failure, "XSDB5")) {
            return "The folder " + where + " can't be written to. Give the user that runs Carillon the right to write"
                    + " there, or set CARILLON_DATA to another folder.";
        }
        return "The database in " + where + " can't be opened: " + deepest(failure)
                + ". Restore it from a backup, or set" + " CARILLON_DATA to another folder.";
    }

    private static String postgres(DatabaseSettings settings, SQLException failure) {
        String where = SafeUrl.of(settings.effectiveUrl());
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "28P01", "28000" ->
                "PostgreSQL at " + where + " doesn't let the user '" + settings.user()
                        + "' in. Check CARILLON_DB_USER and CARILLON_DB_PASSWORD.";
            case "3D000" -> "PostgreSQL has no database for " + where + ". Create it, or correct CARILLON_DB_URL.";
            case "08004" ->
                "PostgreSQL at " + where + " refuses the connection: " + deepest(failure)
                        + ". Check CARILLON_DB_USER, CARILLON_DB_PASSWORD and the parameters in CARILLON_DB_URL.";
            case "08001", "08006" ->
                "PostgreSQL doesn't answer at " + where + ". Check that it is running, and"
                        + " host and port in CARILLON_DB_URL.";
            case "57P03" -> "PostgreSQL at " + where + " is still starting. Start Carillon again in a moment.";
            case "53300" ->
                "PostgreSQL at " + where + " has no connection left. Raise its max_connections, or lower"
                        + " poolSize in etc/io.carillon.persistence.cfg.";
            case "42501" ->
                "The user '" + settings.user() + "' may not create tables in " + where
                        + ". Make that user the owner of the database.";
            default ->
                "PostgreSQL at " + where + " can't be used: " + deepest(failure)
                        + ". Check CARILLON_DB_URL, CARILLON_DB_USER and CARILLON_DB_PASSWORD.";
        };
    }

    private static boolean has(SQLException failure, String state) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof SQLException cause && state.equals(cause.getSQLState())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String deepest(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null && t.getCause() != t) {
            t = t.getCause();
        }
        String message = t.getMessage() == null ? t.toString() : t.getMessage();
        return message.strip().replaceFirst("\\.$", "");
    }
}
