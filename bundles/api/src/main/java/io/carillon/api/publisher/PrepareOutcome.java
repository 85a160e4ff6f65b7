package io.carillon.api.publisher;

import java.util.function.Function;

/** What came of one {@code prepare} call. Nothing that it did is visible on the network. */
public sealed interface PrepareOutcome
        permits Ready, Continue, Throttled, Unavailable, Rejected, ReauthorisationNeeded {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R foldPrepared(
            Function<? super Ready, ? extends R> ready,
            Function<? super Continue, ? extends R> goOn,
            Function<? super Throttled, ? extends R> throttled,
            Function<? super Unavailable, ? extends R> unavailable,
            Function<? super Rejected, ? extends R> rejected,
            Function<? super ReauthorisationNeeded, ? extends R> reauthorisationNeeded);
}
