package io.carillon.api.publisher;

import io.carillon.api.model.Grant;
import java.util.Objects;

/** What came of refreshing a grant: three things that must never be confused. */
public sealed interface RefreshOutcome {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Cases<R> cases);

    /** What to make of each case. */
    interface Cases<R> {

        R refreshed(Refreshed refreshed);

        R notReached(NotReached notReached);

        R revoked(Revoked revoked);
    }

    /** A new grant; the old one may have ended. */
    record Refreshed(Grant grant) implements RefreshOutcome {

        public Refreshed {
            Objects.requireNonNull(grant, "grant");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refreshed(this);
        }
    }

    /**
     * Trouble on the way; the grant is kept.
     *
     * @param mayHaveRenewed whether the request was sent and its answer lost: the network may have ended the old grant
     *     and made a new one that nobody knows. Many networks take the old one again for a short while, so it is tried
     *     once more at once.
     */
    record NotReached(String reason, boolean mayHaveRenewed) implements RefreshOutcome {

        public NotReached {
            Objects.requireNonNull(reason, "reason");
        }

        /** Where nothing was renewed for sure: nothing was sent, or the network said that it cannot now. */
        public NotReached(String reason) {
            this(reason, false);
        }

        /** Where the request was sent and its answer lost, or not understood. */
        public static NotReached answerLost(String reason) {
            return new NotReached(reason, true);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notReached(this);
        }
    }

    /** The network has ended the grant; its owner must connect again. */
    record Revoked(String reason) implements RefreshOutcome {

        public Revoked {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.revoked(this);
        }
    }
}
