package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Objects;

/** Preparing goes on, such as a film that the network is still converting: call again, with this value, then. */
public record Continue(PreparedValue value, Instant askAgainAt) implements PrepareOutcome {

    public Continue {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(askAgainAt, "askAgainAt");
    }

    @Override
    public <R> R fold(PrepareOutcome.Cases<R> cases) {
        return cases.goOn(this);
    }
}
