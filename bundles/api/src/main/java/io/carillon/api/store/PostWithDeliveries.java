package io.carillon.api.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Violation;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A post and what becomes of it.
 *
 * @param steps that follow deliveries, in their order; a delivery without any has no entry
 * @param warnings what whoever has just stored it should know of it; none of what is only read
 */
public record PostWithDeliveries(
        StoredPost post, List<Delivery> deliveries, Map<DeliveryId, List<Delivery>> steps, List<Violation> warnings) {

    public PostWithDeliveries {
        Objects.requireNonNull(post, "post");
        deliveries = List.copyOf(deliveries);
        steps = Map.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** As it is read. */
    public PostWithDeliveries(StoredPost post, List<Delivery> deliveries, Map<DeliveryId, List<Delivery>> steps) {
        this(post, deliveries, steps, List.of());
    }

    /** Without steps. */
    public PostWithDeliveries(StoredPost post, List<Delivery> deliveries) {
        this(post, deliveries, Map.of());
    }

    public PostWithDeliveries withWarnings(List<Violation> other) {
        return new PostWithDeliveries(post, deliveries, steps, other);
    }

    /** The steps that follow one of the deliveries. */
    public List<Delivery> stepsOf(Delivery delivery) {
        return steps.getOrDefault(delivery.id(), List.of());
    }

    public DeliveryState state() {
        return DeliveryState.ofPost(deliveries.stream().map(Delivery::state).toList());
    }
}
