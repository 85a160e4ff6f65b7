package io.carillon.api.publisher;

import io.carillon.api.model.Publication;
import java.time.Instant;
import java.util.Objects;

/** What a look at the network says about an attempt in doubt. */
public sealed interface ReconcileOutcome {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Cases<R> cases);

    /** What to make of each case. */
    interface Cases<R> {

        R found(Found found);

        R absent();

        R repeatSafe();

        R askAgain(AskAgain askAgain);

        R unknown(Unknown unknown);
    }

    /** It was published. */
    record Found(Publication publication) implements ReconcileOutcome {

        public Found {
            Objects.requireNonNull(publication, "publication");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.found(this);
        }
    }

    /** It surely was not published, and the lost call can no longer take effect. */
    record Absent() implements ReconcileOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.absent();
        }
    }

    /** Whether or not it was published, the same call under the same key publishes it once. */
    record RepeatSafe() implements ReconcileOutcome {

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.repeatSafe();
        }
    }

    /** The network cannot say yet. */
    record AskAgain(Instant at, String reason) implements ReconcileOutcome {

        public AskAgain {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.askAgain(this);
        }
    }

    /** The network will never say: a person decides, with this as the evidence. */
    record Unknown(String evidence) implements ReconcileOutcome {

        public Unknown {
            Objects.requireNonNull(evidence, "evidence");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unknown(this);
        }
    }
}
