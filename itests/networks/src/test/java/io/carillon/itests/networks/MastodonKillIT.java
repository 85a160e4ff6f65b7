package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.MastodonSimulator.Shown;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.itests.support.CarillonServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server is killed in the middle of publishing to Mastodon, which moreover loses some answers. */
class MastodonKillIT {

    private static final int LOST = 5;

    @Test
    void everyPostIsThereOnce() {
        try (MastodonSimulator mastodon = MastodonSimulator.start()) {
            mastodon.faults().next(LOST, "POST", "/api/v1/statuses", Effect.droppingAfter());
            new KillInTheMiddle(new Network(mastodon, new HashMap<>())).run(CarillonServer.install("mastodon-kill"));
            assertThat(mastodon.receipts().of("status"))
                    .extracting(receipt -> receipt.account() + ": "
                            + receipt.detail().path("text").asText())
                    .as("nothing was ever visible twice, not even for a moment")
                    .doesNotHaveDuplicates();
        }
    }

    private record Network(MastodonSimulator mastodon, Map<String, User> users) implements KillInTheMiddle.Network {

        @Override
        public CarillonServer known(CarillonServer installed) {
            return installed.with("CARILLON_ALLOWED_HOSTS", mastodon.host());
        }

        @Override
        public String connect(Author author, String name) {
            User user = mastodon.createUser(name);
            users.put(name, user);
            return new Consents(author, mastodon)
                    .gives(user, Map.of())
                    .path("id")
                    .asText();
        }

        @Override
        public List<String> texts(String name) {
            return mastodon.shown(users.get(name)).stream().map(Shown::text).toList();
        }
    }
}
