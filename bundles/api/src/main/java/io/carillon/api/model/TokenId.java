package io.carillon.api.model;

/**
 * Identifies an access token.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code k_} and
 *     sort by time
 */
public record TokenId(String value) implements Comparable<TokenId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public TokenId {
        Identifiers.require("TokenId", value);
    }

    @Override
    public int compareTo(TokenId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
