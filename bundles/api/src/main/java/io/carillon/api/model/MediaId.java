package io.carillon.api.model;

/**
 * Identifies a file of the media library.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code m_} and
 *     sort by time
 */
public record MediaId(String value) implements Comparable<MediaId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public MediaId {
        Identifiers.require("MediaId", value);
    }

    @Override
    public int compareTo(MediaId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
