package io.carillon.api.store;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import java.util.List;
import java.util.Objects;

/** A post and what becomes of it. */
public record PostWithDeliveries(StoredPost post, List<Delivery> deliveries) {

    public PostWithDeliveries {
        Objects.requireNonNull(post, "post");
        deliveries = List.copyOf(deliveries);
    }

    public DeliveryState state() {
        return DeliveryState.ofPost(deliveries.stream().map(Delivery::state).toList());
    }
}
