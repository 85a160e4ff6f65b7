package io.carillon.api.publisher;

import io.carillon.api.model.Account;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What came of looking how an account stands at its network: three things that must never be confused. */
public sealed interface LookOutcome {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Cases<R> cases);

    /** What to make of each case. */
    interface Cases<R> {

        R seen(Seen seen);

        R notReached(NotReached notReached);

        R revoked(Revoked revoked);
    }

    /**
     * The network takes the grant, and says this of the account.
     *
     * @param settings what the connector put into the account's settings, as far as it may be another now: they take the
     *     place of those of the same names, and the others stay
     */
    record Seen(String handle, Optional<URI> avatarUrl, Map<String, String> settings) implements LookOutcome {

        public Seen {
            Objects.requireNonNull(handle, "handle");
            Objects.requireNonNull(avatarUrl, "avatarUrl");
            settings = Map.copyOf(settings);
        }

        /** Where nothing is known to be another. */
        public static Seen unchanged(Account account) {
            return new Seen(account.handle(), account.avatarUrl(), Map.of());
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.seen(this);
        }
    }

    /** Trouble on the way; what is known of the account stays. */
    record NotReached(String reason) implements LookOutcome {

        public NotReached {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notReached(this);
        }
    }

    /** The network does not take the grant; its owner must connect again, unless it can be renewed. */
    record Revoked(String reason) implements LookOutcome {

        public Revoked {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.revoked(this);
        }
    }
}
