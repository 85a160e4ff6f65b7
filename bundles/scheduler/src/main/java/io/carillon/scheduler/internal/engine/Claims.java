package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Delivery;
import io.carillon.api.store.Claim;
import java.time.Instant;

/** What can be told of a claim by itself. */
final class Claims {

    private Claims() {}

    /** Never before it is due, and never before a network allowed the next try. */
    static Instant instant(Claim claim) {
        Delivery delivery = claim.delivery();
        return Time.later(claim.wake(), delivery.retryAt().orElse(delivery.due()));
    }

    static Claim.Doubted doubted(Claim claim) {
        return claim.doubted()
                .orElseThrow(() -> new IllegalStateException(
                        "The store claimed " + claim.delivery().id() + " to reconcile, but named no attempt in doubt"));
    }
}
