package io.carillon.publisher.support.http;

import java.util.Objects;

/**
 * What a network said instead of yes, by what is to be done about it.
 *
 * @param code stable, lower case with hyphens
 * @param message for the author
 */
public record NetworkError(Kind kind, String code, String message) {

    public NetworkError {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }

    /** What is to be done. */
    public enum Kind {
        /** Nothing was accepted: try when the network says so. */
        THROTTLED,
        /** Nothing was accepted: try later. */
        UNAVAILABLE,
        /** Nothing was accepted: the author must change something. */
        REJECTED,
        /** Nothing was accepted: the owner must connect again. */
        REAUTHORISATION_NEEDED,
        /** It may have been accepted: ask the network first. Where the call publishes nothing, try later. */
        UNCERTAIN
    }
}
