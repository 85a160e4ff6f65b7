package io.carillon.core.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.service.ConflictException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** What keeps deliveries from being changed. */
final class Refusals {

    static final Set<DeliveryState> BEING_PUBLISHED = EnumSet.of(DeliveryState.ARMED, DeliveryState.PUBLISHING);
    static final Set<DeliveryState> SENT = EnumSet.of(DeliveryState.PUBLISHED, DeliveryState.REPORTED);

    private Refusals() {}

    static void requireSettled(Collection<Delivery> deliveries) {
        refusePublishing(deliveries);
        if (hold(deliveries, EnumSet.of(DeliveryState.IN_DOUBT))) {
            throw new ConflictException(
                    "in-doubt",
                    "It is not known yet whether this post was published on every network; wait until that is settled,"
                            + " or resolve the delivery, and change it then.");
        }
    }

    static void refusePublishing(Collection<Delivery> deliveries) {
        if (hold(deliveries, BEING_PUBLISHED)) {
            throw new ConflictException(
                    ConflictException.PUBLISHING_NOW,
                    "This post is being published at this moment; wait for its outcome and change it then.");
        }
    }

    static boolean hold(Collection<Delivery> deliveries, Set<DeliveryState> states) {
        return deliveries.stream().map(Delivery::state).anyMatch(states::contains);
    }
}
