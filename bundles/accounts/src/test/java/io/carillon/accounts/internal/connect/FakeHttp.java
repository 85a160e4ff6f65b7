package io.carillon.accounts.internal.connect;

import io.carillon.api.service.GuardedHttp;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what it was told to, in that order, and remembers what it was asked. */
public final class FakeHttp implements GuardedHttp {

    public final List<Request> requests = new ArrayList<>();
    private final Deque<Result> answers = new ArrayDeque<>();

    public FakeHttp json(int status, String body) {
        return json(status, body, Map.of());
    }

    public FakeHttp json(int status, String body, Map<String, String> headers) {
        return then(new Reply(status, name -> Optional.ofNullable(headers.get(name)), body));
    }

    public FakeHttp then(Result result) {
        answers.add(result);
        return this;
    }

    @Override
    public Result send(Request request, Instant deadline) {
        requests.add(request);
        return answers.isEmpty() ? new NotSent("Nobody is there.") : answers.remove();
    }

    @Override
    public Optional<String> refusal(URI address) {
        return Optional.empty();
    }

    public Request last() {
        return requests.get(requests.size() - 1);
    }

    /** The form that a request carried. */
    public static Map<String, String> form(Request request) {
        return parameters(request.body().orElse(""));
    }

    public static Map<String, String> parameters(String text) {
        Map<String, String> all = new HashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            all.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
        }
        return all;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
