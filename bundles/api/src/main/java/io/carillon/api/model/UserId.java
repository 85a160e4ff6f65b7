package io.carillon.api.model;

/**
 * Identifies a person who may sign in.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code u_} and
 *     sort by time
 */
public record UserId(String value) implements Comparable<UserId> {

    /** Whoever is at the server's own console, where nobody signs in. */
    public static final UserId CONSOLE = new UserId("console");

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public UserId {
        Identifiers.require("UserId", value);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
