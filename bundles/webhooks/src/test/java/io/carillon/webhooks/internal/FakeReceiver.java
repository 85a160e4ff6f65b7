package io.carillon.webhooks.internal;

import io.carillon.api.service.GuardedHttp;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers every call in one way, and calls no host of {@code .internal}. */
final class FakeReceiver implements GuardedHttp {

    final List<Request> requests = new ArrayList<>();

    private Result result = answer(204);

    static Result answer(int status) {
        return new Reply(status, name -> Optional.empty(), "");
    }

    static Result busyUntil(Instant retryAt) {
        return new Reply(503, name -> Optional.empty(), "", Optional.of(retryAt));
    }

    void then(Result next) {
        result = next;
    }

    @Override
    public Result send(Request request, Instant deadline) {
        requests.add(request);
        return result;
    }

    @Override
    public Optional<String> refusal(URI address) {
        return Optional.of("The host is in this server's own network.")
                .filter(why -> address.getHost().endsWith(".internal"));
    }
}
