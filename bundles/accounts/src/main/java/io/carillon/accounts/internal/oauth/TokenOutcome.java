package io.carillon.accounts.internal.oauth;

import io.carillon.api.model.Grant;
import java.util.Objects;
import java.util.function.Function;

/** What a token endpoint made of a request: three things that must never be confused. */
public sealed interface TokenOutcome {

    /** Handles every case; the compiler sees to it that none is forgotten. */
    <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused, Function<Unclear, R> unclear);

    /** Tokens, as a grant by the names of {@link io.carillon.api.publisher.OAuth2Grant}. */
    record Granted(Grant grant) implements TokenOutcome {

        public Granted {
            Objects.requireNonNull(grant, "grant");
        }

        @Override
        public <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused, Function<Unclear, R> unclear) {
            return granted.apply(this);
        }
    }

    /**
     * The network said no.
     *
     * @param code of RFC 6749 section 5.2 where the network keeps to it
     * @param description for people; may be empty
     */
    record Refused(String code, String description) implements TokenOutcome {

        public Refused {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(description, "description");
        }

        /** A sentence for people. */
        public String said() {
            return description.isEmpty() ? code : description + (code.isEmpty() ? "" : " (" + code + ")");
        }

        @Override
        public <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused, Function<Unclear, R> unclear) {
            return refused.apply(this);
        }
    }

    /**
     * Trouble on the way.
     *
     * @param mayHaveActed whether the network may have done what it was asked
     */
    record Unclear(String reason, boolean mayHaveActed) implements TokenOutcome {

        public Unclear {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Function<Granted, R> granted, Function<Refused, R> refused, Function<Unclear, R> unclear) {
            return unclear.apply(this);
        }
    }
}
