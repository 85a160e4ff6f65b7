package io.carillon.api.publisher;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything is prepared; {@code publish} is one call.
 *
 * @param expiresAt when it must be prepared anew; absent where it keeps
 */
public record Ready(PreparedValue value, Optional<Instant> expiresAt) implements PrepareOutcome {

    private static final Ready NOTHING = new Ready(PreparedValue.NOTHING, Optional.empty());

    public Ready {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** There was nothing to prepare. */
    public static Ready nothing() {
        return NOTHING;
    }

    @Override
    public <R> R fold(PrepareOutcome.Cases<R> cases) {
        return cases.ready(this);
    }
}
