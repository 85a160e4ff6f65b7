package io.carillon.api.publisher;

import java.util.function.Function;

/** What came of one {@code publish} call. */
public sealed interface PublishOutcome
        permits Published, Throttled, Unavailable, Rejected, ReauthorisationNeeded, Indeterminate {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(
            Function<? super Published, ? extends R> published,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded,
            Function<? super Indeterminate, ? extends R> indeterminate);
}
