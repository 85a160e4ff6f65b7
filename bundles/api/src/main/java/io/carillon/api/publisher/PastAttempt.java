package io.carillon.api.publisher;

import io.carillon.api.model.AttemptId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The attempt that is in doubt.
 *
 * @param startedAt before this, less clock skew, nothing on the network can be its result
 * @param prepared what it sent
 * @param asked how often the network has been asked about it, 0 at first
 * @param endedAt when the call came back, or the latest repetition of it; absent where that is not known: it may still be
 *     under way, or whoever made it is gone. At the network it may be under way even then.
 */
public record PastAttempt(
        AttemptId id, Instant startedAt, PreparedValue prepared, int asked, Optional<Instant> endedAt) {

    /** One whose end is not known. */
    public PastAttempt(AttemptId id, Instant startedAt, PreparedValue prepared, int asked) {
        this(id, startedAt, prepared, asked, Optional.empty());
    }

    public PastAttempt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(prepared, "prepared");
        Objects.requireNonNull(endedAt, "endedAt");
    }
}
