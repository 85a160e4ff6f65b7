package io.carillon.scheduler.replay;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.store.Claim;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What an all-seeing observer knows of the servers: who claimed what, and which calls were begun and never answered. */
final class Ledger {

    private final Map<AttemptId, DeliveryId> claims = new HashMap<>();
    private final Set<AttemptId> unanswered = new LinkedHashSet<>();
    private final Set<DeliveryId> editedBeyond = new HashSet<>();
    private final Set<DeliveryId> withoutNotes = new HashSet<>();

    void claimed(Claim claim) {
        claims.put(claim.id(), claim.delivery().id());
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

    /** The post was edited while this delivery of it was in doubt. */
    void editedBeyond(DeliveryId delivery) {
        editedBeyond.add(delivery);
    }

    boolean isEditedBeyond(DeliveryId delivery) {
        return editedBeyond.contains(delivery);
    }

    /** Notes of a machine were lost: whatever it had armed may be doubted. */
    void notesLost() {
        withoutNotes.addAll(claims.values());
    }

    boolean isWithoutNotes(DeliveryId delivery) {
        return withoutNotes.contains(delivery);
    }
}
