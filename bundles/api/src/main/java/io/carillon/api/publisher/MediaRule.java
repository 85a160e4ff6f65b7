package io.carillon.api.publisher;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What one kind of media must keep to.
 *
 * @param kind which kind
 * @param types MIME types that the network takes
 * @param maxCount how many in one post
 * @param maxBytes of one file
 * @param maxWidth in pixels
 * @param maxHeight in pixels
 * @param maxDuration of a film or sound
 */
public record MediaRule(
        Kind kind,
        Set<String> types,
        int maxCount,
        long maxBytes,
        OptionalInt maxWidth,
        OptionalInt maxHeight,
        Optional<Duration> maxDuration) {

    public MediaRule {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(maxWidth, "maxWidth");
        Objects.requireNonNull(maxHeight, "maxHeight");
        Objects.requireNonNull(maxDuration, "maxDuration");
        types = Set.copyOf(types);
    }

    public enum Kind {
        IMAGE,
        VIDEO,
        AUDIO,
        DOCUMENT;

        /** The kind of a MIME type. */
        public static Kind of(String type) {
            if (type.startsWith("image/")) {
                return IMAGE;
            }
            if (type.startsWith("video/")) {
                return VIDEO;
            }
            return type.startsWith("audio/") ? AUDIO : DOCUMENT;
        }
    }

    public static MediaRule images(int maxCount, long maxBytes, String... types) {
        return new MediaRule(
                Kind.IMAGE,
                Set.of(types),
                maxCount,
                maxBytes,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    public static MediaRule videos(int maxCount, long maxBytes, Duration maxDuration, String... types) {
        return new MediaRule(
                Kind.VIDEO,
                Set.of(types),
                maxCount,
                maxBytes,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(maxDuration));
    }
}
