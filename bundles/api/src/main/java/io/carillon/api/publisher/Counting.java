package io.carillon.api.publisher;

/** What a network counts as one character. */
public enum Counting {
    /** Extended grapheme clusters: what a reader sees as one character. */
    GRAPHEMES,
    CODE_POINTS,
    /** Java's {@code char}s. */
    UTF16_UNITS,
    UTF8_BYTES,
    /** X's weighted count, as its {@code twitter-text} library does it. */
    WEIGHTED
}
