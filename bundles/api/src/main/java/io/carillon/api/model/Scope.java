package io.carillon.api.model;

import java.util.Arrays;
import java.util.Locale;

/** What an access token may do. */
public enum Scope {
    READ,
    WRITE,
    PUBLISH,
    ADMIN,
    ALL;

    /** As the API names it: {@code read}, {@code write}, {@code publish}, {@code admin} or {@code *}. */
    public String text() {
        return this == ALL ? "*" : name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such scope */
    public static Scope parse(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "A scope is one of read, write, publish, admin and *; it was '" + text + "'"));
    }
}
