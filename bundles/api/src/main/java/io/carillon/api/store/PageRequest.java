package io.carillon.api.store;

import java.util.Objects;
import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param limit 1 to 200 items
 * @param cursor from the page before; absent for the first
 */
public record PageRequest(int limit, Optional<String> cursor) {

    public static final int MAX_LIMIT = 200;

    public PageRequest {
        Objects.requireNonNull(cursor, "cursor");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + "; it was " + limit);
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }
}
