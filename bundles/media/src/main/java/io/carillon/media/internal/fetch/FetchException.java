package io.carillon.media.internal.fetch;

import java.io.IOException;
import java.util.Optional;

/** An address that could not be fetched; the message says which, without its query, and why. */
public final class FetchException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Which rule it breaks. */
    public enum Rule {
        /** Somebody answers there, in time, with what was asked for. */
        REACHABLE("reachable"),
        /** It is on the public internet, or allowed by the administrator. */
        PUBLIC("public-address"),
        /** It is small enough. */
        MAX_BYTES("max-bytes");

        private final String text;

        Rule(String text) {
            this.text = text;
        }

        /** As problems name it. */
        public String text() {
            return text;
        }
    }

    private final Rule rule;

    FetchException(Rule rule, String message, Throwable cause) {
        super(message, cause);
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }

    /** The one that a failure came from, if it came from fetching. */
    public static Optional<FetchException> in(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof FetchException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
