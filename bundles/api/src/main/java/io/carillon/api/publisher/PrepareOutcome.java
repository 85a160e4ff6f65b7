package io.carillon.api.publisher;

/** What came of one {@code prepare} call. Nothing that it did is visible on the network. */
public sealed interface PrepareOutcome
        permits Ready, Continue, Throttled, Unavailable, Rejected, ReauthorisationNeeded {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Cases<R> cases);

    /** What to make of each case. */
    interface Cases<R> {

        R ready(Ready ready);

        R goOn(Continue goOn);

        R throttled(Throttled throttled);

        R unavailable(Unavailable unavailable);

        R rejected(Rejected rejected);

        R reauthorisationNeeded(ReauthorisationNeeded needed);
    }
}
