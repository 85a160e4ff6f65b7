package io.carillon.publisher.mastodon.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Account;
import io.carillon.api.model.Publication;
import io.carillon.api.publisher.Metrics;
import io.carillon.api.publisher.MetricsOutcome;
import io.carillon.api.publisher.ReauthorisationNeeded;
import io.carillon.api.publisher.spi.MetricsSource;
import io.carillon.api.publisher.spi.Publisher;
import io.carillon.publisher.support.http.Answer;
import io.carillon.publisher.support.http.NetworkClient;
import io.carillon.publisher.support.http.Outcomes;
import io.carillon.publisher.support.http.Reply;
import io.carillon.publisher.support.http.StoppedException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads what readers did, as far as the account's own server knows. Views and clicks are counted nowhere. */
@Component(service = MetricsSource.class, property = Publisher.NETWORK + "=mastodon")
public final class MastodonMetrics implements MetricsSource {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How many servers tell of at once. */
    private static final int AT_ONCE = 20;

    private static final Map<String, String> FIGURES = Map.of(
            "favourites_count", "likes",
            "reblogs_count", "shares",
            "replies_count", "comments",
            "quotes_count", "quotes");

    private final MastodonApi api;
    private final Outcomes outcomes;
    private final Clock clock;

    @Activate
    public MastodonMetrics(@Reference NetworkClient client) {
        this(client, Clock.systemUTC());
    }

    MastodonMetrics(NetworkClient client, Clock clock) {
        api = new MastodonApi(client);
        outcomes = new Outcomes(clock, MastodonApi::error);
        this.clock = clock;
    }

    @Override
    public MetricsOutcome fetch(Account account, List<Publication> publications) {
        Map<String, Metrics> found = new HashMap<>();
        try {
            Home home = Home.of(account);
            for (int from = 0; from < publications.size(); from += AT_ONCE) {
                List<Publication> some = publications.subList(from, Math.min(from + AT_ONCE, publications.size()));
                for (JsonNode status : statuses(home, some)) {
                    found.put(status.path("id").asText(), metrics(status));
                }
            }
        } catch (StoppedException e) {
            return e.whilePreparing() instanceof ReauthorisationNeeded needed
                    ? new MetricsOutcome.Revoked(needed.reason())
                    : new MetricsOutcome.NotReached(e.getMessage());
        }
        return new MetricsOutcome.Read(found);
    }

    private List<JsonNode> statuses(Home home, List<Publication> some) throws StoppedException {
        String ids = some.stream()
                .map(one -> "id%5B%5D=" + MastodonApi.encoded(one.remoteId()))
                .collect(Collectors.joining("&"));
        Answer answer = get(home, "/api/v1/statuses?" + ids);
        if (answer instanceof Reply reply && (reply.status() == 404 || reply.status() == 405)) {
            return oneByOne(home, some);
        }
        List<JsonNode> all = new ArrayList<>();
        read(answer).forEach(all::add);
        return all;
    }

    /** Servers before version 4.3 do not tell of several at once. */
    private List<JsonNode> oneByOne(Home home, List<Publication> some) throws StoppedException {
        List<JsonNode> all = new ArrayList<>();
        for (Publication one : some) {
            Answer answer = get(home, "/api/v1/statuses/" + MastodonApi.encoded(one.remoteId()));
            if (!(answer instanceof Reply reply && reply.status() == 404)) {
                all.add(read(answer));
            }
        }
        return all;
    }

    private Answer get(Home home, String path) {
        return api.get(home, path, clock.instant().plus(PATIENCE));
    }

    private JsonNode read(Answer answer) throws StoppedException {
        return outcomes.step(answer, Reply::json);
    }

    private Metrics metrics(JsonNode status) {
        Map<String, Long> values = new HashMap<>();
        FIGURES.forEach((theirs, ours) -> {
            if (status.path(theirs).isIntegralNumber()) {
                values.put(ours, status.get(theirs).asLong());
            }
        });
        return new Metrics(clock.instant(), values);
    }
}
