package io.carillon.publisher.bluesky.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.api.service.DpopProofs;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads what readers did, as the network's index counts it. That tells it to anybody, so no token is shown there, and an
 * account whose grant has ended is counted like every other. Nobody counts views.
 */
@Component(
        service = MetricsSource.class,
        property = Publisher.NETWORK + "=bluesky",
        configurationPid = BlueskyConfig.PID)
public final class BlueskyMetrics implements MetricsSource {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How many posts the index tells of at once. */
    static final int AT_ONCE = 25;

    private static final Map<String, String> FIGURES = Map.of(
            "likeCount", "likes",
            "repostCount", "shares",
            "replyCount", "comments",
            "quoteCount", "quotes",
            "bookmarkCount", "saves");

    private final Xrpc xrpc;
    private final URI appView;
    private final Clock clock;

    @Activate
    public BlueskyMetrics(BlueskyConfig config, @Reference NetworkClient client, @Reference DpopProofs proofs) {
        this(BlueskyConfig.Values.of(config), client, proofs, Clock.systemUTC());
    }

    BlueskyMetrics(BlueskyConfig.Values config, NetworkClient client, DpopProofs proofs, Clock clock) {
        xrpc = new Xrpc(client, proofs);
        appView = config.appView();
        this.clock = clock;
    }

    @Override
    public MetricsOutcome fetch(Account account, List<Publication> publications) {
        // One id that is none would have the index refuse all the others with it.
        List<String> uris = publications.stream()
                .map(Publication::remoteId)
                .filter(PostUri::isOne)
                .toList();
        Map<String, Metrics> found = new HashMap<>();
        for (int from = 0; from < uris.size(); from += AT_ONCE) {
            Answer answer = posts(uris.subList(from, Math.min(from + AT_ONCE, uris.size())));
            if (!(answer instanceof Reply reply
                    && reply.isSuccess()
                    && reply.json().path("posts").isArray())) {
                return notRead(answer);
            }
            reply.json()
                    .path("posts")
                    .forEach(post -> found.put(post.path("uri").asText(), metrics(post)));
        }
        return new MetricsOutcome.Read(found);
    }

    private Answer posts(List<String> uris) {
        return xrpc.query(
                appView, "app.bsky.feed.getPosts", "uris", uris, clock.instant().plus(PATIENCE));
    }

    private MetricsOutcome notRead(Answer answer) {
        return new MetricsOutcome.NotReached(answer.<String>fold(
                reply -> appView.getHost() + " says: " + Xrpc.error(reply).message(),
                Answer.NotSent::reason,
                Answer.Lost::reason));
    }

    private Metrics metrics(JsonNode post) {
        Map<String, Long> values = new HashMap<>();
        FIGURES.forEach((theirs, ours) -> {
            if (post.path(theirs).isIntegralNumber()) {
                values.put(ours, post.get(theirs).asLong());
            }
        });
        return new Metrics(clock.instant(), values);
    }
}
