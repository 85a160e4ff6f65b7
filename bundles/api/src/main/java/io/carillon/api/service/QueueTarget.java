package io.carillon.api.service;

import io.carillon.api.model.DeliveryId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * Where in a queue something is to go.
 *
 * @param local with {@link Kind#SLOT}, the chosen slot in the zone of the account
 * @param instant with {@link Kind#SLOT}, the chosen slot if it was given as an instant
 * @param beside with {@link Kind#BEFORE} and {@link Kind#AFTER}, what else is queued there
 * @param place with {@link Kind#PLACE}, 1 for the first
 */
public record QueueTarget(
        Kind kind, Optional<LocalDateTime> local, Optional<Instant> instant, Optional<DeliveryId> beside, int place) {

    public QueueTarget {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(instant, "instant");
        Objects.requireNonNull(beside, "beside");
    }

    /** The ways to say where. */
    public enum Kind {
        END,
        FRONT,
        SLOT,
        BEFORE,
        AFTER,
        PLACE
    }

    /** After everything that is queued. */
    public static QueueTarget end() {
        return of(Kind.END);
    }

    /** Before everything that is queued, but for what has a chosen slot. */
    public static QueueTarget front() {
        return of(Kind.FRONT);
    }

    /** At a slot, whatever else is queued: that flows around it. */
    public static QueueTarget slot(LocalDateTime local) {
        return new QueueTarget(Kind.SLOT, Optional.of(local), Optional.empty(), Optional.empty(), 0);
    }

    /** At a slot, as {@link #slot(LocalDateTime)}. */
    public static QueueTarget slot(Instant instant) {
        return new QueueTarget(Kind.SLOT, Optional.empty(), Optional.of(instant), Optional.empty(), 0);
    }

    public static QueueTarget before(DeliveryId other) {
        return new QueueTarget(Kind.BEFORE, Optional.empty(), Optional.empty(), Optional.of(other), 0);
    }

    public static QueueTarget after(DeliveryId other) {
        return new QueueTarget(Kind.AFTER, Optional.empty(), Optional.empty(), Optional.of(other), 0);
    }

    /** @param place 1 for the first; beyond the end is the end */
    public static QueueTarget place(int place) {
        return new QueueTarget(Kind.PLACE, Optional.empty(), Optional.empty(), Optional.empty(), place);
    }

    private static QueueTarget of(Kind kind) {
        return new QueueTarget(kind, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }
}
