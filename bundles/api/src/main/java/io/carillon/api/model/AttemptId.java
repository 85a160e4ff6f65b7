package io.carillon.api.model;

/**
 * Identifies one attempt at a delivery, and of the claim that it was made under.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code t_} and
 *     sort by time
 */
public record AttemptId(String value) implements Comparable<AttemptId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public AttemptId {
        Identifiers.require("AttemptId", value);
    }

    @Override
    public int compareTo(AttemptId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
