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

    /** Trouble on the way; the grant is kept. */
    record NotReached(String reason) implements RefreshOutcome {

        public NotReached {
            Objects.requireNonNull(reason, "reason");
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
