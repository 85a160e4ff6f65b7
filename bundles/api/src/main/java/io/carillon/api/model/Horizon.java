package io.carillon.api.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * How far a recurring post has deliveries. A series may go on for ever, its deliveries are made for some time ahead.
 *
 * @param plannedTo the first local start that has no deliveries yet; everything before it was decided
 * @param extendAt when further deliveries are to be made; absent when none are to come, or it was cancelled
 * @param shownFrom what was due before is history, which the post is no longer shown with
 */
public record Horizon(LocalDateTime plannedTo, Optional<Instant> extendAt, Instant shownFrom) {

    public Horizon {
        Objects.requireNonNull(plannedTo, "plannedTo");
        Objects.requireNonNull(extendAt, "extendAt");
        Objects.requireNonNull(shownFrom, "shownFrom");
    }
}
