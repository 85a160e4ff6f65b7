package io.carillon.api.store;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Platform;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a node asks for.
 *
 * @param horizon claims what is to be woken up to then, the earliest first
 * @param limit how many at most
 * @param leases for each platform that this node can publish, how long its claims last; nothing else is claimed
 * @param arming whether to claim what is to be published, too; a node whose clock is wrong does not
 * @param ids a fresh id for each claim
 */
public record ClaimOrder(
        Claimant claimant,
        Instant now,
        Instant horizon,
        int limit,
        Map<Platform, Leases> leases,
        boolean arming,
        Supplier<AttemptId> ids) {

    public ClaimOrder {
        Objects.requireNonNull(claimant, "claimant");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(horizon, "horizon");
        Objects.requireNonNull(ids, "ids");
        leases = Map.copyOf(leases);
    }

    /** Of every kind. */
    public ClaimOrder(
            Claimant claimant,
            Instant now,
            Instant horizon,
            int limit,
            Map<Platform, Leases> leases,
            Supplier<AttemptId> ids) {
        this(claimant, now, horizon, limit, leases, true, ids);
    }

    /** When a claim of a kind that is made now ends, on a delivery that is due then. */
    public Instant until(ClaimKind kind, Platform platform, Instant due) {
        Instant from = kind == ClaimKind.PUBLISH && due.isAfter(now) ? due : now;
        return from.plus(leases.get(platform).of(kind));
    }
}
