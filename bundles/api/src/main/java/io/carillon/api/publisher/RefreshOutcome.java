package io.carillon.api.publisher;

import io.carillon.api.model.Grant;
import java.util.Objects;
import java.util.function.Function;

/** What came of refreshing a grant: three things that must never be confused. */
public sealed interface RefreshOutcome {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(
            Function<? super Refreshed, ? extends R> refreshed,
            Function<? super NotReached, ? extends R> notReached,
            Function<? super Revoked, ? extends R> revoked);

    /** A new grant; the old one may have ended. */
    record Refreshed(Grant grant) implements RefreshOutcome {

        public Refreshed {
            Objects.requireNonNull(grant, "grant");
        }

        @Override
        public <R> R fold(
                Function<? super Refreshed, ? extends R> refreshed,
                Function<? super NotReached, ? extends R> notReached,
                Function<? super Revoked, ? extends R> revoked) {
            return refreshed.apply(this);
        }
    }

    /** Trouble on the way; the grant is kept. */
    record NotReached(String reason) implements RefreshOutcome {

        public NotReached {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(
                Function<? super Refreshed, ? extends R> refreshed,
                Function<? super NotReached, ? extends R> notReached,
                Function<? super Revoked, ? extends R> revoked) {
            return notReached.apply(this);
        }
    }

    /** The network has ended the grant; its owner must connect again. */
    record Revoked(String reason) implements RefreshOutcome {

        public Revoked {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(
                Function<? super Refreshed, ? extends R> refreshed,
                Function<? super NotReached, ? extends R> notReached,
                Function<? super Revoked, ? extends R> revoked) {
            return revoked.apply(this);
        }
    }
}
