package io.carillon.api.publisher;

import java.util.Objects;
import java.util.function.Function;

/**
 * The call may have been accepted without our seeing the answer: a timeout or a broken connection after the request was
 * sent, a server error that may come after acceptance. It is never repeated before the network was asked.
 */
public record Indeterminate(String reason) implements PublishOutcome {

    public Indeterminate {
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
        return indeterminate.apply(this);
    }
}
