package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.networks.Author.Scheduled;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bluesky goes away for a while: what falls due meanwhile goes out when it is back, once. */
class BlueskyOutageIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static final Duration OUTAGE = Duration.ofSeconds(20);

    @Test
    void postsThatFallDueWhileTheNetworkIsAwayGoOutWhenItIsBack() {
        int count = 5;
        try (CarillonServer server = BlueskyNetwork.knownTo(CarillonServer.install("bluesky-outage"), BLUESKY)
                .start()) {
            Account account = BLUESKY.createAccount("outage.test", "password");
            Author author = Author.of(server);
            String connected = author.connect(BLUESKY, account);
            Scheduled scheduled = author.schedule(Author.posts(connected, count));
            List<String> posts = scheduled.posts();

            BLUESKY.kill();
            Instant back = scheduled.due().plus(OUTAGE);
            Waiting.await(
                    "an outage of " + OUTAGE + " with all posts tried in vain",
                    () -> Instant.now().isAfter(back)
                            && posts.stream().allMatch(post -> wasTried(author.delivery(post))));
            assertThat(author.deliveries(connected, "PUBLISHED")).isEmpty();
            BLUESKY.start();

            author.awaitAllPublished(connected);
            assertThat(BLUESKY.texts(account.did())).containsExactlyInAnyOrderElementsOf(Author.texts(count));
            for (String post : posts) {
                JsonNode delivery = author.delivery(post);
                assertThat(delivery.path("state").asText()).isEqualTo("PUBLISHED");
                assertThat(Instant.parse(delivery.path("publishedAt").asText())).isAfter(back);
            }
        }
    }

    private static boolean wasTried(JsonNode delivery) {
        String state = delivery.path("state").asText();
        assertThat(state).as(delivery.toString()).isIn("SCHEDULED", "PUBLISHING", "RETRYING");
        return state.equals("RETRYING");
    }
}
