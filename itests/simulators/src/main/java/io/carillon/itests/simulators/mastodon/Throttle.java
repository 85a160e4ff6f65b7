package io.carillon.itests.simulators.mastodon;

import io.carillon.itests.simulators.http.Handler;
import io.carillon.itests.simulators.http.Request;
import io.carillon.itests.simulators.http.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts calls by token, in windows that begin on the clock, and says in headers what is left. */
final class Throttle {

    /** How many calls in which time. */
    private record Rule(String name, int calls, Duration window) {}

    private record Count(Instant window, int calls) {}

    private static final Rule API = new Rule("api", 300, Duration.ofMinutes(5));
    private static final Rule MEDIA = new Rule("media", 30, Duration.ofMinutes(30));
    private static final Rule DELETE = new Rule("delete", 30, Duration.ofMinutes(30));

    private final Clock clock;
    private final Map<String, Count> counts = new HashMap<>();

    Throttle(Clock clock) {
        this.clock = clock;
    }

    Handler around(Handler handler) {
        return request -> {
            if (request.bearer().isEmpty()) {
                return handler.handle(request);
            }
            Rule rule = rule(request);
            Instant begin = begin(rule);
            int calls = count(rule, request.bearer().get(), begin);
            Response response = calls > rule.calls() ? Errors.of(429, "Too many requests") : answer(handler, request);
            return response.with("X-RateLimit-Limit", Integer.toString(rule.calls()))
                    .with("X-RateLimit-Remaining", Integer.toString(Math.max(0, rule.calls() - calls)))
                    .with("X-RateLimit-Reset", begin.plus(rule.window()).toString());
        };
    }

    private static Response answer(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (io.carillon.itests.simulators.http.Refusal refusal) {
            return refusal.response();
        }
    }

    private static Rule rule(Request request) {
        if (request.method().equals("POST") && request.path().matches("/api/v[12]/media")) {
            return MEDIA;
        }
        return request.method().equals("DELETE") && request.path().startsWith("/api/v1/statuses/") ? DELETE : API;
    }

    private Instant begin(Rule rule) {
        long seconds = clock.instant().getEpochSecond();
        return Instant.ofEpochSecond(seconds - seconds % rule.window().toSeconds());
    }

    private synchronized int count(Rule rule, String token, Instant begin) {
        return counts.merge(
                        rule.name() + " " + token,
                        new Count(begin, 1),
                        (before, one) -> before.window().equals(begin) ? new Count(begin, before.calls() + 1) : one)
                .calls();
    }
}
