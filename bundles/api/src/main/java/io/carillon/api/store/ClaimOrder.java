package io.carillon.api.store;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a node asks for.
 *
 * @param horizon claims what is to be woken up to then, the earliest first
 * @param limit how many at most
 * @param leases for each platform that this node can publish, how long its claims last: claims to publish from the
 *     later of {@code now} and the due time on, others from {@code now} on, so that what a dead node was preparing days
 *     ahead is taken over at once; nothing else is claimed
 * @param ids a fresh id for each claim
 */
public record ClaimOrder(
        Claimant claimant,
        Instant now,
        Instant horizon,
        int limit,
        Map<Platform, Duration> leases,
        Supplier<AttemptId> ids) {

    public ClaimOrder {
        Objects.requireNonNull(claimant, "claimant");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(horizon, "horizon");
        Objects.requireNonNull(ids, "ids");
        leases = Map.copyOf(leases);
    }
}
