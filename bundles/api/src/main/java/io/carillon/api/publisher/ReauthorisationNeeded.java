package io.carillon.api.publisher;

import java.util.Objects;
import java.util.function.Function;

/**
 * Nothing was accepted: the network no longer takes the grant. The account's owner must connect again.
 */
public record ReauthorisationNeeded(String reason) implements PublishOutcome, PrepareOutcome {

    public ReauthorisationNeeded {
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
        return reauthorisationNeeded.apply(this);
    }

    @Override
    public <R> R foldPrepared(
            Function<? super Ready, ? extends R> ready,
            Function<? super Continue, ? extends R> goOn,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded) {
        return reauthorisationNeeded.apply(this);
    }
}
