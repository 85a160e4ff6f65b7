package io.carillon.api.model;

/**
 * Identifies a post.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code p_} and
 *     sort by time
 */
public record PostId(String value) implements Comparable<PostId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public PostId {
        Identifiers.require("PostId", value);
    }

    @Override
    public int compareTo(PostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
