package io.carillon.itests.server;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.postgres.PostgresUnavailableException;
import io.carillon.itests.support.CarillonServer;
import org.opentest4j.TestAbortedException;

/** What a server keeps its data in, chosen as an operator would: by the environment. */
enum TheDatabase {
    BUILT_IN {
        @Override
        CarillonServer install(String name) {
            return CarillonServer.install(name);
        }

        @Override
        int rounds(int asked) {
            return asked;
        }
    },
    POSTGRESQL {
        @Override
        CarillonServer install(String name) {
            return on(fresh(), CarillonServer.install(name + "-postgresql"));
        }

        @Override
        int rounds(int asked) {
            return Math.max(1, asked / 3);
        }
    };

    /** A server that has not been started yet, on an empty database. */
    abstract CarillonServer install(String name);

    /** How often to do what takes long: most of what it shows does not depend on the database. */
    abstract int rounds(int asked);

    /** An empty database on the PostgreSQL that all tests share; skips the test where there can be none. */
    static PostgresDatabase fresh() {
        try {
            return PostgresServer.shared().createDatabase();
        } catch (PostgresUnavailableException e) {
            throw new TestAbortedException(e.getMessage());
        }
    }

    static CarillonServer on(PostgresDatabase database, CarillonServer server) {
        return server.withDatabase(database.url(), database.user(), database.password());
    }
}
