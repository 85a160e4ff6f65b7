package io.carillon.api.publisher;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How long a text may be.
 *
 * @param limit in the unit of {@code counting}
 * @param byteLimit a second limit in UTF-8 bytes, where the network has one
 */
public record TextRule(int limit, Counting counting, OptionalInt byteLimit) {

    public TextRule {
        Objects.requireNonNull(counting, "counting");
        Objects.requireNonNull(byteLimit, "byteLimit");
        if (limit < 1) {
            throw new IllegalArgumentException("A text limit is at least 1; it was " + limit);
        }
    }

    public static TextRule of(int limit, Counting counting) {
        return new TextRule(limit, counting, OptionalInt.empty());
    }
}
