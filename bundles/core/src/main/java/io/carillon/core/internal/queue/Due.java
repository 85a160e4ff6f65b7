package io.carillon.core.internal.queue;

import io.carillon.api.model.QueuePlace;
import java.time.Instant;
import java.util.Optional;

/**
 * When a delivery goes out, and who says so.
 *
 * @param queued present where its account's queue does
 * @param paused whether that queue is paused
 */
public record Due(Instant at, Optional<QueuePlace> queued, boolean paused) {

    /** As a person chose it. */
    public static Due at(Instant instant) {
        return new Due(instant, Optional.empty(), false);
    }

    static Due queued(Instant instant, QueuePlace place, boolean paused) {
        return new Due(instant, Optional.of(place), paused);
    }
}
