package io.carillon.api.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Where a delivery stands. {@link #become} is the only way from one state to another; the table below is the whole
 * lifecycle.
 */
public enum DeliveryState {
    DRAFT,
    SCHEDULED,
    /** Due or not, something that a person or the administrator must supply is missing; see {@link WaitReason}. */
    WAITING,
    /** Claimed by a node for publishing within seconds. Shown to the outside as {@link #PUBLISHING}. */
    ARMED,
    PUBLISHING,
    /** Surely not published; tried again at its retry time. */
    RETRYING,
    /** It may or may not have been published; nothing is sent until that is settled. */
    IN_DOUBT,
    PUBLISHED,
    FAILED,
    /** Its time went by while it could not be published, and the workspace's policy holds it for a person. */
    MISSED,
    CANCELLED,
    /** Published, and its metrics have been collected. */
    REPORTED;

    /** Which state of a post's deliveries needs attention most, first to last. */
    private static final List<DeliveryState> BY_ATTENTION = List.of(
            IN_DOUBT,
            FAILED,
            MISSED,
            WAITING,
            RETRYING,
            PUBLISHING,
            ARMED,
            SCHEDULED,
            DRAFT,
            PUBLISHED,
            REPORTED,
            CANCELLED);

    /** The states that may follow this one. */
    public Set<DeliveryState> next() {
        return switch (this) {
            case DRAFT -> Set.of(SCHEDULED);
            case SCHEDULED -> Set.of(DRAFT, ARMED, WAITING, MISSED, CANCELLED);
            case WAITING -> Set.of(SCHEDULED, MISSED, CANCELLED, DRAFT);
            case ARMED -> Set.of(PUBLISHING, SCHEDULED, IN_DOUBT);
            case PUBLISHING -> Set.of(PUBLISHED, RETRYING, WAITING, FAILED, IN_DOUBT);
            case RETRYING -> Set.of(ARMED, SCHEDULED, WAITING, FAILED, CANCELLED);
            case IN_DOUBT -> Set.of(PUBLISHED, RETRYING, FAILED);
            case PUBLISHED -> Set.of(REPORTED);
            case FAILED -> Set.of(RETRYING, SCHEDULED, CANCELLED);
            case MISSED -> Set.of(SCHEDULED, CANCELLED);
            case CANCELLED -> Set.of(DRAFT, SCHEDULED);
            case REPORTED -> Set.of();
        };
    }

    public boolean mayBecome(DeliveryState other) {
        return next().contains(other);
    }

    /**
     * Moves on to another state.
     *
     * @return the other state
     * @throws IllegalStateException if the lifecycle has no such step
     */
    public DeliveryState become(DeliveryState other) {
        if (!mayBecome(other)) {
            throw new IllegalStateException("A delivery cannot go from " + this + " to " + other);
        }
        return other;
    }

    /** Whether a person may still change what is sent, or stop it. */
    public boolean isEditable() {
        return switch (this) {
            case DRAFT, SCHEDULED, WAITING, RETRYING, FAILED, MISSED, CANCELLED -> true;
            case ARMED, PUBLISHING, IN_DOUBT, PUBLISHED, REPORTED -> false;
        };
    }

    /** The name that the outside sees: a claim is an inner matter. */
    public DeliveryState shown() {
        return this == ARMED ? PUBLISHING : this;
    }

    /** How much attention a delivery in this state needs: 0 needs it most. */
    public int attention() {
        return BY_ATTENTION.indexOf(this);
    }

    /** A post's state: the one of its deliveries that needs attention most; {@link #DRAFT} without deliveries. */
    public static DeliveryState ofPost(Collection<DeliveryState> deliveries) {
        return deliveries.stream()
                .min(Comparator.comparingInt(DeliveryState::attention))
                .orElse(DRAFT)
                .shown();
    }
}
