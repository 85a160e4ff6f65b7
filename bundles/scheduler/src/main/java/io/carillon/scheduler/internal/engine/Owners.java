package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.store.DispatchStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose the posts are that were found on a network: where two say the same and the answer to one was lost, a look may find
 * the other's, which must not count for both. Safe for use by many threads.
 */
final class Owners {

    private static final int REMEMBERED = 10_000;

    /** What was published so long before is not what is found; networks' clocks differ by less, and threads take less. */
    private static final Duration BACK = Duration.ofDays(1);

    private record Place(AccountId account, String remoteId) {}

    private final DispatchStore store;

    /** What was found so far: it may be on its way to the store. */
    private final Map<Place, DeliveryId> found = new LinkedHashMap<>();

    Owners(DispatchStore store) {
        this.store = store;
    }

    /**
     * Gives a delivery what was found for it.
     *
     * @param startedAt of the attempt in doubt: what was there before is nobody's that matters
     * @return whose it is, if another has it
     */
    Optional<DeliveryId> take(Delivery delivery, String remoteId, Instant startedAt) {
        Place place = new Place(delivery.account(), remoteId);
        Optional<DeliveryId> owner = remembered(place)
                .or(() -> store.publishedAs(delivery.account(), remoteId, startedAt.minus(BACK)))
                .filter(other -> !other.equals(delivery.id()));
        return owner.isPresent() ? owner : remember(place, delivery.id());
    }

    private synchronized Optional<DeliveryId> remembered(Place place) {
        return Optional.ofNullable(found.get(place));
    }

    private synchronized Optional<DeliveryId> remember(Place place, DeliveryId delivery) {
        DeliveryId before = found.putIfAbsent(place, delivery);
        if (found.size() > REMEMBERED) {
            found.remove(found.keySet().iterator().next());
        }
        return Optional.ofNullable(before).filter(other -> !other.equals(delivery));
    }
}
