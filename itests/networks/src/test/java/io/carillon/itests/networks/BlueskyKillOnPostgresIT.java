package io.carillon.itests.networks;

import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server on PostgreSQL is killed in the middle of publishing to Bluesky. */
class BlueskyKillOnPostgresIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    @Test
    void everyPostIsThereOnce() {
        try (PostgresServer postgres = Postgres.start("bluesky-kill")) {
            PostgresDatabase database = postgres.createDatabase();
            new KillInTheMiddle(new BlueskyNetwork(BLUESKY))
                    .run(CarillonServer.install("bluesky-kill-postgres")
                            .withDatabase(database.url(), database.user(), database.password()));
        }
    }
}
