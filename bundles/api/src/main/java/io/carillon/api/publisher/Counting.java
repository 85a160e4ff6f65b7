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
    /** X's weighted count, as its {@code twitter-text} library does it. */
    WEIGHTED;

    /**
     * Counts a text.
     *
     * @return empty for {@link #WEIGHTED}, which only the network's own publisher can count
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
