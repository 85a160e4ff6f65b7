package io.carillon.api.publisher;

import java.util.Map;
import java.util.Objects;

/** What came of reading the figures of posts: three things that must never be confused. */
public sealed interface MetricsOutcome {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Cases<R> cases);

    /** What to make of each case. */
    interface Cases<R> {

        R read(Read read);

        R notReached(NotReached notReached);

        R revoked(Revoked revoked);
    }

    /**
     * The network told them.
     *
     * @param figures by remote id; posts that the network no longer has are left out
     */
    record Read(Map<String, Metrics> figures) implements MetricsOutcome {

        public Read {
            figures = Map.copyOf(figures);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.read(this);
        }
    }

    /** The network could not be read; the same may work later. */
    record NotReached(String reason) implements MetricsOutcome {

        public NotReached {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notReached(this);
        }
    }

    /** The network does not take the account's grant; its owner must connect again, unless it can be renewed. */
    record Revoked(String reason) implements MetricsOutcome {

        public Revoked {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.revoked(this);
        }
    }
}
