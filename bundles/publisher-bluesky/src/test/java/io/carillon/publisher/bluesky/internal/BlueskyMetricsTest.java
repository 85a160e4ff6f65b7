package io.carillon.publisher.bluesky.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlueskyMetricsTest {

    private final Map<String, JsonNode> network = new LinkedHashMap<>();
    private final Account account = Fixtures.account("http://127.0.0.1:1");
    private FakeAppView index;
    private BlueskyMetrics metrics;

    @BeforeEach
    void start() throws IOException {
        index = new FakeAppView(() -> network);
        metrics = new BlueskyMetrics(
                Fixtures.config(URI.create("http://127.0.0.1:1"), index.address()),
                Fixtures.client(),
                Fixtures.PROOFS,
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        index.close();
    }

    private Publication post(int number) {
        Publication post = new Publication(
                "at://did:plc:alice/app.bsky.feed.post/3n2w4qonht" + number, Optional.empty(), Instant.now());
        network.put(post.remoteId(), JsonNodeFactory.instance.objectNode());
        return post;
    }

    private Map<String, Metrics> figures(List<Publication> posts) {
        return ((MetricsOutcome.Read) metrics.fetch(account, posts)).figures();
    }

    @Test
    void figuresHaveTheNamesThatTheyHaveEverywhere() {
        Publication post = post(1);
        index.count(
                post.remoteId(),
                Map.of("likeCount", 5L, "repostCount", 4L, "replyCount", 3L, "quoteCount", 2L, "bookmarkCount", 1L));
        assertThat(figures(List.of(post)).get(post.remoteId()).values())
                .isEqualTo(Map.of("likes", 5L, "shares", 4L, "comments", 3L, "quotes", 2L, "saves", 1L));
    }

    @Test
    void figureThatIsNotToldIsMissingAndNoneIsNot() {
        Publication post = post(1);
        index.count(post.remoteId(), Map.of("likeCount", 0L));
        assertThat(figures(List.of(post)).get(post.remoteId()).values()).isEqualTo(Map.of("likes", 0L));
    }

    @Test
    void asManyAsTheIndexTellsOfAreAskedForAtOnce() {
        List<Publication> posts = IntStream.range(0, 26).mapToObj(this::post).toList();
        Map<String, Metrics> found = figures(posts);
        assertThat(found).hasSize(26);
        assertThat(index.asked()).extracting(List::size).containsExactly(25, 1);
    }

    @Test
    void idThatIsNoneKeepsNobodyFromBeingCounted() {
        Publication post = post(1);
        Publication odd = new Publication("odd", Optional.empty(), Instant.now());
        assertThat(figures(List.of(odd, post))).containsOnlyKeys(post.remoteId());
        assertThat(figures(List.of(odd))).isEmpty();
        assertThat(index.asked()).hasSize(1);
    }

    @Test
    void nobodySaysWhoTheyAre() {
        figures(List.of(post(1)));
        assertThat(index.shown()).isEmpty();
    }

    @Test
    void indexThatIsNotThereIsNoNetworkWithoutFigures() {
        index.close();
        assertThat(metrics.fetch(account, List.of(post(1)))).isInstanceOf(MetricsOutcome.NotReached.class);
    }
}
