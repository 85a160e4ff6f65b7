package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database is killed in the middle of publishing to Bluesky, and comes back: no post is lost, none is doubled. */
class BlueskyDatabaseOutageIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static final int POSTS = 50;

    @Test
    void everyPostIsThereOnce() {
        try (PostgresServer postgres = Postgres.start("bluesky-database-outage")) {
            PostgresDatabase database = postgres.createDatabase();
            publishWhileItIsKilled(
                    postgres,
                    CarillonServer.install("bluesky-database-outage")
                            .withDatabase(database.url(), database.user(), database.password()));
        }
    }

    private static void publishWhileItIsKilled(PostgresServer postgres, CarillonServer installed) {
        try (CarillonServer server = BlueskyNetwork.knownTo(installed, BLUESKY).start()) {
            Account account = BLUESKY.createAccount("alice.test", "password");
            Author author = Author.of(server);
            String connected = author.connect(BLUESKY, account);
            author.schedule(Author.posts(connected, POSTS));

            Waiting.await("the first posts to be out", () -> !BLUESKY.posts(account.did())
                    .isEmpty());
            postgres.kill();
            postgres.restart();

            author.awaitAllPublished(connected);
            assertThat(BLUESKY.texts(account.did())).containsExactlyInAnyOrderElementsOf(Author.texts(POSTS));
        }
    }
}
