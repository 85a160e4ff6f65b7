package io.carillon.itests.networks;

import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.support.CarillonServer;

/** Puts a server on another database than the built-in one. */
final class Databases {

    private Databases() {}

    static CarillonServer on(PostgresDatabase database, CarillonServer server) {
        return server.with("CARILLON_DB_URL", database.url())
                .with("CARILLON_DB_USER", database.user())
                .with("CARILLON_DB_PASSWORD", database.password());
    }
}
