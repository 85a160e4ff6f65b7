package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.Published;
import io.carillon.api.publisher.Ready;
import io.carillon.itests.peers.BlueskyIndex;
import io.carillon.itests.peers.BlueskyServer;
import io.carillon.itests.postgres.NeedsPostgres;
import io.carillon.itests.postgres.PostgresDatabase;
import io.carillon.itests.postgres.PostgresServer;
import io.carillon.itests.support.Waiting;
import io.carillon.publisher.contract.FakePublishContext;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people did with a post, from their own server over Bluesky's own index to us. */
@Tag("full")
@NeedsPostgres
class RealIndexIT {

    @RegisterExtension
    static final BlueskyServer BLUESKY = new BlueskyServer();

    private static BlueskyIndex index;

    private final SignedIn alice = SignedIn.as(BLUESKY, "alice");
    private final SignedIn bob = SignedIn.as(BLUESKY, "bob");
    private final BlueskyMetrics metrics = new BlueskyMetrics(
            Fixtures.config(URI.create(BLUESKY.url()), URI.create(index.url())),
            alice.client(),
            Fixtures.PROOFS,
            Clock.systemUTC());

    @BeforeAll
    static void start() {
        PostgresDatabase database = PostgresServer.shared().createDatabase();
        index = BlueskyIndex.of(
                BLUESKY,
                database.url()
                        .replace(
                                "jdbc:postgresql://",
                                "postgres://" + database.user() + ":" + database.password() + "@"));
    }

    @AfterAll
    static void stop() {
        index.close();
    }

    private Publication publish(String text) {
        FakePublishContext context =
                FakePublishContext.of(alice.account()).text(text).build();
        Ready ready = (Ready) alice.publisher().prepare(context, Optional.empty());
        return ((Published) alice.publisher().publish(context, ready.value())).publication();
    }

    private static Map<String, String> reference(Publication post) {
        JsonNode record = BLUESKY.record(post.remoteId());
        return Map.of(
                "uri", record.path("uri").asText(), "cid", record.path("cid").asText());
    }

    private Optional<Map<String, Long>> figures(Publication post) {
        return Optional.ofNullable(((MetricsOutcome.Read) metrics.fetch(alice.account(), List.of(post)))
                        .figures()
                        .get(post.remoteId()))
                .map(found -> found.values());
    }

    @Test
    void whatPeopleDidIsCountedAndAPostThatIsGoneIsLeftOut() {
        Publication post = publish("Count me");
        Publication gone = publish("Soon gone");
        Map<String, String> reference = reference(post);
        for (SignedIn person : List.of(alice, bob)) {
            BLUESKY.create(person.owner(), "app.bsky.feed.like", Map.of("subject", reference));
        }
        BLUESKY.create(bob.owner(), "app.bsky.feed.repost", Map.of("subject", reference));
        BLUESKY.create(
                bob.owner(),
                "app.bsky.feed.post",
                Map.of("text", "I say", "reply", Map.of("root", reference, "parent", reference)));
        BLUESKY.create(
                bob.owner(),
                "app.bsky.feed.post",
                Map.of("text", "Look", "embed", Map.of("$type", "app.bsky.embed.record", "record", reference)));
        Map<String, Long> expected = Map.of("likes", 2L, "shares", 1L, "comments", 1L, "quotes", 1L, "saves", 0L);
        Waiting.await(
                "all figures", () -> figures(post).filter(expected::equals).isPresent());
        Waiting.await("the other post", () -> figures(gone).isPresent());
        new BlueskyRemover(alice.client(), Fixtures.PROOFS, Clock.systemUTC()).remove(alice.account(), gone);
        Waiting.await("its end", () -> figures(gone).isEmpty());
        assertThat(figures(post)).contains(expected);
    }
}
