package io.carillon.api.publisher;

import io.carillon.api.model.Violation;
import java.util.List;
import java.util.Objects;

/** What came of connecting an account. */
public sealed interface ConnectOutcome {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Cases<R> cases);

    /** What to make of each case. */
    interface Cases<R> {

        R identities(Identities identities);

        R refused(Refused refused);

        R notReached(NotReached notReached);
    }

    /** The identities that the person may choose from; at least one. */
    record Identities(List<Identity> all) implements ConnectOutcome {

        public Identities {
            all = List.copyOf(all);
            if (all.isEmpty()) {
                throw new IllegalArgumentException("Connecting found no identity; say so with Refused");
            }
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.identities(this);
        }
    }

    /** The network or the rules refuse what the person entered; the violations name its fields. */
    record Refused(List<Violation> violations) implements ConnectOutcome {

        public Refused {
            violations = List.copyOf(violations);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** The network could not be asked; the same may work later. */
    record NotReached(String reason) implements ConnectOutcome {

        public NotReached {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notReached(this);
        }
    }
}
