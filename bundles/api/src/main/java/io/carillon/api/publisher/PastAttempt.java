package io.carillon.api.publisher;

import io.carillon.api.model.AttemptId;
import java.time.Instant;
import java.util.Objects;

/**
 * The attempt that is in doubt.
 *
 * @param startedAt before this, less clock skew, nothing on the network can be its result
 * @param prepared what it sent
 * @param asked how often the network has been asked about it, 0 at first
 */
public record PastAttempt(AttemptId id, Instant startedAt, PreparedValue prepared, int asked) {

    public PastAttempt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(prepared, "prepared");
    }
}
