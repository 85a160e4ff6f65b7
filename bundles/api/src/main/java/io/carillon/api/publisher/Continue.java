package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/** Preparing goes on, such as a film that the network is still converting: call again, with this value, then. */
public record Continue(PreparedValue value, Instant askAgainAt) implements PrepareOutcome {

    public Continue {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(askAgainAt, "askAgainAt");
    }

    @Override
    public <R> R foldPrepared(
            Function<? super Ready, ? extends R> ready,
            Function<? super Continue, ? extends R> goOn,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded) {
        return goOn.apply(this);
    }
}
