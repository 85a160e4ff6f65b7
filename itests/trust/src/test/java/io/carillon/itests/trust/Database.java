package io.carillon.itests.trust;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.postgres.PostgresUnavailableException;
import io.carillon.itests.support.CarillonServer;
import org.opentest4j.TestAbortedException;

/** What a server keeps its data in. */
enum Database {
    DERBY {
        @Override
        CarillonServer install(String name) {
            return CarillonServer.install(name);
        }
    },
    POSTGRESQL {
        @Override
        CarillonServer install(String name) {
            PostgresDatabase database = fresh();
            return CarillonServer.install(name + "-postgresql")
                    .withDatabase(database.url(), database.user(), database.password());
        }
    };

    /** A server that has not been started yet, on an empty database. */
    abstract CarillonServer install(String name);

    private static PostgresDatabase fresh() {
        try {
            return PostgresServer.shared().createDatabase();
        } catch (PostgresUnavailableException e) {
            throw new TestAbortedException(e.getMessage());
        }
    }
}
