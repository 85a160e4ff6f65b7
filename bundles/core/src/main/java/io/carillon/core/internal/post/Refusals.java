package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.service.ConflictException;
import io.carillon.api.store.PostWithDeliveries;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    static void refusePublishingSteps(Collection<Delivery> steps) {
        if (steps.stream().anyMatch(step -> BEING_PUBLISHED.contains(step.state()) && Deliveries.isVisible(step))) {
            throw new ConflictException(
                    ConflictException.PUBLISHING_NOW,
                    "What follows this post is being published at this moment; wait for its outcome and cancel the rest"
                            + " then.");
        }
    }

    /** @param followed what was published, and what something is to follow */
    static void refuseRemoved(Delivery followed) {
        if (followed.removedAt().isPresent()) {
            throw removed();
        }
    }

    static ConflictException removed() {
        return new ConflictException(
                "removed", "This was removed from its network already; duplicate its post to publish it again.");
    }

    /** A post for which everything was published has nothing that a time could be chosen for. */
    static void requireUnsent(PostWithDeliveries view) {
        if (view.post().recurs()) {
            return;
        }
        Set<AccountId> sent = view.deliveries().stream()
                .filter(delivery -> SENT.contains(delivery.state()))
                .map(Delivery::account)
                .collect(Collectors.toSet());
        List<Account> accounts = view.post().post().accounts();
        if (!accounts.isEmpty() && accounts.stream().map(Account::id).allMatch(sent::contains)) {
            throw new ConflictException(
                    "published", "This post was published on every account already; duplicate it to publish it again.");
        }
    }

    static boolean hold(Collection<Delivery> deliveries, Set<DeliveryState> states) {
        return deliveries.stream().map(Delivery::state).anyMatch(states::contains);
    }
}
