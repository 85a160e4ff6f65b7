package io.carillon.api.model;

/**
 * Identifies a connected account.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code a_} and
 *     sort by time
 */
public record AccountId(String value) implements Comparable<AccountId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public AccountId {
        Identifiers.require("AccountId", value);
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
