package io.carillon.scheduler.replay;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.store.Claim;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an all-seeing observer knows of the servers: who claimed what, and which calls were begun and never answered. */
final class Ledger {

    private final Map<AttemptId, DeliveryId> claims = new HashMap<>();
    private final Map<DeliveryId, Set<Boot>> claimants = new HashMap<>();
    private final Set<AttemptId> unanswered = new LinkedHashSet<>();
    private final Map<DeliveryId, Instant> throttled = new HashMap<>();
    private final Set<DeliveryId> withoutNotes = new HashSet<>();

    void claimed(Boot boot, Claim claim) {
        claims.put(claim.id(), claim.delivery().id());
        claimants
                .computeIfAbsent(claim.delivery().id(), delivery -> new HashSet<>())
                .add(boot);
    }

    /** Whoever had claimed it has died: another server cannot read what that one noted. */
    boolean hadAClaimantThatDied(DeliveryId delivery) {
        return claimants.getOrDefault(delivery, Set.of()).stream().anyMatch(boot -> !boot.isAlive());
    }

    void begun(AttemptId attempt) {
        unanswered.add(attempt);
    }

    /** The answer is noted: it outlives the process. */
    void answered(AttemptId attempt) {
        unanswered.remove(attempt);
    }

    boolean isUnanswered(DeliveryId delivery) {
        return unanswered.stream().anyMatch(attempt -> delivery.equals(claims.get(attempt)));
    }

    /** It is stored that a network asked to wait with this one. */
    void throttled(DeliveryId delivery, Instant until) {
        throttled.put(delivery, until);
    }

    Optional<Instant> throttled(DeliveryId delivery) {
        return Optional.ofNullable(throttled.get(delivery));
    }

    /** A person has chosen anew. */
    void forgive(DeliveryId delivery) {
        throttled.remove(delivery);
    }

    /** Notes of a machine were lost: whatever it had armed may be doubted. */
    void notesLost() {
        withoutNotes.addAll(claims.values());
    }

    boolean isWithoutNotes(DeliveryId delivery) {
        return withoutNotes.contains(delivery);
    }
}
