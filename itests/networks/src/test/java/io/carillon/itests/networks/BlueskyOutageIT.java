package io.carillon.itests.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.itests.networks.Author.Scheduled;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.peers.BlueskyServer.Account;
import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.CarillonServer;
import io.carillon.itests.support.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Carillon needs goes away for a while, and comes back: what fell due meanwhile goes out then, once. */
class BlueskyOutageIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static final Duration OUTAGE = Duration.ofSeconds(20);

    @Test
    void postsThatFallDueWhileTheNetworkIsAwayGoOutWhenItIsBack() {
        int count = 5;
        try (CarillonServer server = CarillonServer.install("bluesky-outage")
                .with("CARILLON_ALLOWED_HOSTS", BLUESKY.host())
                .start()) {
            Account account = BLUESKY.createAccount("outage.test", "password");
            Author author = Author.of(server);
            String connected = author.connect(BLUESKY, account);
            Scheduled scheduled = author.schedule(posts(connected, count));
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
            assertOnce(account, count);
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

    @Test
    @NeedsPostgres
    void aDatabaseThatIsKilledInTheMiddleAndComesBackCostsNoPostAndDoublesNone() {
        int count = 50;
        try (PostgresServer postgres = PostgresServer.start(Path.of(System.getProperty("carillon.itests.work"))
                        .resolve("bluesky-database-outage-postgres"));
                CarillonServer server = Databases.on(
                                postgres.createDatabase(), CarillonServer.install("bluesky-database-outage"))
                        .with("CARILLON_ALLOWED_HOSTS", BLUESKY.host())
                        .start()) {
            Account account = BLUESKY.createAccount("database.test", "password");
            Author author = Author.of(server);
            String connected = author.connect(BLUESKY, account);
            author.schedule(posts(connected, count));

            Waiting.await("the first posts to be out", () -> !BLUESKY.posts(account.did())
                    .isEmpty());
            postgres.kill();
            postgres.restart();

            author.awaitAllPublished(connected);
            assertOnce(account, count);
        }
    }

    private static List<Map<String, Object>> posts(String account, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Author.post(account, "Post " + i))
                .toList();
    }

    private static void assertOnce(Account account, int count) {
        assertThat(BLUESKY.posts(account.did()))
                .extracting(post -> post.path("value").path("text").asText())
                .doesNotHaveDuplicates()
                .hasSize(count);
    }
}
