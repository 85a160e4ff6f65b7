package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Publication;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whose the posts are that were found on a network: where two say the same and the answer to one was lost, a look may find
 * the other's, which must not count for both. Safe for use by many threads.
 */
final class Owners {

    private static final int PAGE = 200;
    private static final int REMEMBERED = 10_000;

    private record Place(AccountId account, String remoteId) {}

    private final PostStore posts;
    private final Duration back;

    /** What was found so far: it may be on its way to the store. */
    private final Map<Place, DeliveryId> found = new LinkedHashMap<>();

    /** @param back how long after its due time something is still published at most */
    Owners(PostStore posts, Duration back) {
        this.posts = posts;
        this.back = back;
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
                .or(() -> stored(delivery, remoteId, startedAt.minus(back)))
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

    private Optional<DeliveryId> stored(Delivery delivery, String remoteId, Instant from) {
        DeliveryQuery published = new DeliveryQuery(
                delivery.workspace(),
                Set.of(DeliveryState.PUBLISHED, DeliveryState.REPORTED),
                Optional.of(delivery.account()),
                Optional.of(from),
                Optional.empty());
        Optional<String> cursor = Optional.empty();
        do {
            Page<Delivery> page = posts.listDeliveries(published, new PageRequest(PAGE, cursor));
            Optional<DeliveryId> owner = withSteps(page.items())
                    .filter(one -> !one.id().equals(delivery.id()))
                    .filter(one -> one.publication()
                            .map(Publication::remoteId)
                            .filter(remoteId::equals)
                            .isPresent())
                    .map(Delivery::id)
                    .findFirst();
            if (owner.isPresent()) {
                return owner;
            }
            cursor = page.next();
        } while (cursor.isPresent());
        return Optional.empty();
    }

    private Stream<Delivery> withSteps(List<Delivery> deliveries) {
        Map<DeliveryId, List<Delivery>> steps =
                posts.steps(deliveries.stream().map(Delivery::id).toList());
        return Stream.concat(deliveries.stream(), steps.values().stream().flatMap(List::stream));
    }
}
