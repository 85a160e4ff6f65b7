package io.carillon.api.store;

import io.carillon.api.model.DeliveryState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What whoever watches a server wants to know of its store. Costs a little, whatever is stored. */
@ProviderType
public interface StoreGauges {

    /** Where there are more, so many are counted: whoever watches needs no better figure, and counting costs. */
    int COUNTED_AT_MOST = 10_000;

    /**
     * Counts what is to be done soon, and what waits for a person. Steps count like deliveries. Of each kind
     * {@link #COUNTED_AT_MOST} are counted at most.
     */
    Backlog backlog(Instant now);

    /** The connections to the database; absent where the store has none. */
    Optional<Connections> connections();

    /**
     * What is to be done.
     *
     * @param overdue due, and not sent yet; by state, as the outside names it
     * @param soon due within the hour
     * @param held what a person or an event has to release: WAITING, IN_DOUBT, FAILED and MISSED, each with its count
     */
    record Backlog(
            Map<DeliveryState, Integer> overdue, Map<DeliveryState, Integer> soon, Map<DeliveryState, Integer> held) {

        public Backlog {
            overdue = Map.copyOf(overdue);
            soon = Map.copyOf(soon);
            held = Map.copyOf(held);
        }
    }

    /**
     * Connections to the database.
     *
     * @param active in use
     * @param idle open and free
     * @param pending callers that wait for one
     * @param max how many there may be
     */
    record Connections(int active, int idle, int pending, int max) {}
}
