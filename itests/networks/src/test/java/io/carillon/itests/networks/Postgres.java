package io.carillon.itests.networks;

import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.postgres.PostgresUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL for one test: these run in several processes at once, which cannot share one. */
final class Postgres {

    private Postgres() {}

    /** Skips the test where PostgreSQL can't be run. */
    static PostgresServer start(String name) {
        try {
            return PostgresServer.start(
                    Path.of(System.getProperty("carillon.itests.work")).resolve(name + "-postgresql"));
        } catch (PostgresUnavailableException e) {
            return Assumptions.abort(e.getMessage());
        }
    }
}
