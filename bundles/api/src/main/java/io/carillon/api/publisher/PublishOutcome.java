package io.carillon.api.publisher;

/** What came of one {@code publish} call. */
public sealed interface PublishOutcome
        permits Published, Throttled, Unavailable, PrepareAgain, Rejected, ReauthorisationNeeded, Indeterminate {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Cases<R> cases);

    /** What to make of each case. */
    interface Cases<R> {

        R published(Published published);

        R throttled(Throttled throttled);

        R unavailable(Unavailable unavailable);

        R prepareAgain(PrepareAgain again);

        R rejected(Rejected rejected);

        R reauthorisationNeeded(ReauthorisationNeeded needed);

        R indeterminate(Indeterminate indeterminate);
    }
}
