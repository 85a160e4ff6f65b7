package io.carillon.api.model;

import java.time.LocalDateTime;
import java.util.Objects;

/**
 * Where a post comes from that was taken out of a series.
 *
 * @param series the recurring post
 * @param occurrence the local start that it had there
 */
public record Origin(PostId series, LocalDateTime occurrence) {

    public Origin {
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(occurrence, "occurrence");
    }
}
