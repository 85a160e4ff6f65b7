package io.carillon.rest.internal.post;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.rest.internal.delivery.DeliveryView;
import java.time.Instant;
import java.util.List;

/**
 * A post as the API answers it.
 *
 * @param review null where nobody has approved or rejected it
 */
public record PostView(
        String id,
        DeliveryState state,
        long revision,
        @JsonUnwrapped PostBody content,
        Instant createdAt,
        Instant updatedAt,
        ReviewView review,
        List<DeliveryView> deliveries) {

    /** What the server decides: sent back with a whole post, it is passed over. */
    static final List<String> READ_ONLY =
            List.of("id", "state", "revision", "createdAt", "updatedAt", "review", "deliveries");

    static PostView of(PostWithDeliveries all) {
        StoredPost stored = all.post();
        return new PostView(
                stored.id().value(),
                all.state(),
                stored.revision(),
                PostBody.answer(stored.post()),
                stored.createdAt(),
                stored.updatedAt(),
                stored.review().map(said -> ReviewView.of(said, stored)).orElse(null),
                all.deliveries().stream()
                        .map(delivery -> DeliveryView.of(delivery, all.stepsOf(delivery)))
                        .toList());
    }
}
