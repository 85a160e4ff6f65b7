package io.carillon.api.publisher;

import io.carillon.api.model.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What follows a publish.
 *
 * @param index of the thread part, from 0; 0 for every other kind
 * @param published the post itself and then the thread parts that were published before this step
 * @param key the same for every try of this step
 * @param startedAt of the step's first try
 */
public record FollowUp(Kind kind, int index, List<Publication> published, String key, Instant startedAt) {

    public FollowUp {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(startedAt, "startedAt");
        published = List.copyOf(published);
    }

    public enum Kind {
        FIRST_COMMENT,
        THREAD_PART,
        /** The network tells the address of a post only some time after it was published. */
        PERMALINK
    }
}
