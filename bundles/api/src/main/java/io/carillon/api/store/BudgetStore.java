package io.carillon.api.store;

import io.carillon.api.model.DeliveryId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What networks allow, and how much of it is used: counted over restarts and over all nodes of a database.
 *
 * <p>A place in a budget is a delivery's. It counts while that is armed, in doubt or published, and while it waits for
 * the very instant of its place; so what was surely not published gives its place back by itself.
 */
@ProviderType
public interface BudgetStore {

    /**
     * Takes places for deliveries that are armed, in their order, and gives each the instant of its place: not later than
     * wanted where there is room; else when there is, after everybody who came before. A delivery that is to wait must be
     * stored as RETRYING until exactly that instant, and asks again then: its place is kept for it.
     *
     * @param wanted one each for different deliveries
     */
    Map<DeliveryId, Instant> reserve(List<Reservation> wanted);

    /** Stores that a network wants nothing more for a while; a hold that ends later already stays. */
    void holdBack(Hold hold);

    /** The holds that last beyond an instant. */
    List<Hold> holds(Instant now);
}
