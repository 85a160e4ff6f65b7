package io.carillon.api.publisher;

import java.util.Objects;

/**
 * Nothing was accepted: the network or the way to it is down. Tried again later.
 */
public record Unavailable(String reason) implements PublishOutcome, PrepareOutcome {

    public Unavailable {
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R> R fold(PublishOutcome.Cases<R> cases) {
        return cases.unavailable(this);
    }

    @Override
    public <R> R fold(PrepareOutcome.Cases<R> cases) {
        return cases.unavailable(this);
    }
}
