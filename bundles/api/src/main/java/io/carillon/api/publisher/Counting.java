package io.carillon.api.publisher;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** What a network counts as one character. */
public enum Counting {
    /** Extended grapheme clusters: what a reader sees as one character. */
    GRAPHEMES,
    CODE_POINTS,
    /** Java's {@code char}s. */
    UTF16_UNITS,
    UTF8_BYTES,
    /** A way of the network's own, in which some parts of a text weigh more or less than others: X and Mastodon have one. */
    WEIGHTED;

    /**
     * Counts a text.
     *
     * @return empty for {@link #WEIGHTED}, which only the network's own publisher can count, by {@code Publisher.length}
     */
    public OptionalInt count(String text) {
        return switch (this) {
            case GRAPHEMES -> OptionalInt.of(Graphemes.count(text));
            case CODE_POINTS -> OptionalInt.of(text.codePointCount(0, text.length()));
            case UTF16_UNITS -> OptionalInt.of(text.length());
            case UTF8_BYTES -> OptionalInt.of(text.getBytes(StandardCharsets.UTF_8).length);
            case WEIGHTED -> OptionalInt.empty();
        };
    }
}
