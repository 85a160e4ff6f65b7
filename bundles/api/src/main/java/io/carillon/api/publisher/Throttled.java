package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Objects;

/**
 * Nothing was accepted: the network wants fewer calls.
 *
 * @param retryAt when the network allows the next one, kept to the second
 */
public record Throttled(Instant retryAt, String reason) implements PublishOutcome, PrepareOutcome {

    public Throttled {
        Objects.requireNonNull(retryAt, "retryAt");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.throttled(this);
    }

    @Override
    public <R> R fold(PrepareOutcome.Cases<R> cases) {
        return cases.throttled(this);
    }
}
