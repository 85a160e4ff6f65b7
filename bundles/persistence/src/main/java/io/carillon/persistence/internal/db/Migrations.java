package io.carillon.persistence.internal.db;

import io.carillon.persistence.internal.account.OneAccountEach;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Brings the schema to what this software needs: the only thing that ever changes it. */
final class Migrations {

    static final String HISTORY = "schema_history";
    static final String LOCATION = "classpath:db/carillon";

    private Migrations() {}

    static void run(DatabaseSettings settings, DataSource source, Dialect dialect) {
        // Its own class loader: in a container, Flyway would else look for our files in the caller's bundle.
        Flyway flyway = Flyway.configure(Migrations.class.getClassLoader())
                .loggers("slf4j")
                .dataSource(source)
                .locations(LOCATION)
                .javaMigrations(new OneAccountEach())
                .placeholders(dialect.placeholders())
                .table(HISTORY)
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .load();
        try {
            refuseNewer(flyway);
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new DatabaseException(
                    "The database's schema isn't the one that this version of Carillon made: "
                            + e.getMessage().lines().findFirst().orElse("")
                            + " Restore the database from a backup, or go back to the version that made it.",
                    e);
        } catch (FlywayException e) {
            SQLException reason = sqlReason(e);
            throw reason == null ? e : SqlProblems.onOpening(settings, reason);
        }
    }

    private static void refuseNewer(Flyway flyway) {
        MigrationInfo current = flyway.info().current();
        if (current != null && !current.getState().isResolved()) {
            throw new DatabaseException(
                    "The database was written by a newer Carillon (schema " + current.getVersion()
                            + ", this version knows up to " + newestKnown(flyway)
                            + "). Install that version or a later one, or restore the backup that you made before you updated.");
        }
    }

    private static String newestKnown(Flyway flyway) {
        String newest = "none";
        for (MigrationInfo info : flyway.info().all()) {
            if (info.getState().isResolved()) {
                newest = info.getVersion().toString();
            }
        }
        return newest;
    }

    private static SQLException sqlReason(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
