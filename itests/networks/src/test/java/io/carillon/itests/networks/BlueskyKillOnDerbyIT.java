package io.carillon.itests.networks;

import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.support.CarillonServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server on its built-in database is killed in the middle of publishing to Bluesky. */
class BlueskyKillOnDerbyIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    @Test
    void everyPostIsThereOnce() {
        new KillInTheMiddle(new BlueskyNetwork(BLUESKY)).run(CarillonServer.install("bluesky-kill-derby"));
    }
}
