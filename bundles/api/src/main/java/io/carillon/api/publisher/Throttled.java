package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

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
    public <R> R fold(
            Function<? super Published, ? extends R> published,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded,
            Function<? super Indeterminate, ? extends R> indeterminate) {
        return throttled.apply(this);
    }

    @Override
    public <R> R foldPrepared(
            Function<? super Ready, ? extends R> ready,
            Function<? super Continue, ? extends R> goOn,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded) {
        return throttled.apply(this);
    }
}
