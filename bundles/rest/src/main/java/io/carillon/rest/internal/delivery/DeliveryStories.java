package io.carillon.rest.internal.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.SampleStore;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.ContentTags;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells deliveries with their stories. The entity tag of a delivery is that of its story, whatever is answered. */
final class DeliveryStories {

    private final Backend backend;

    DeliveryStories(Backend backend) {
        this.backend = backend;
    }

    /**
     * A delivery with its story.
     *
     * @param plannedAt when its post was written
     * @param editedAt when its post was changed last; null if it never was
     * @param text what its network shows since a person corrected it; null if nobody did
     * @param metrics its latest figures; null while there are none
     * @param samples its figures as they grew, the youngest age first
     */
    record WithAttempts(
            @JsonUnwrapped DeliveryView delivery,
            Instant plannedAt,
            Instant editedAt,
            List<AttemptView> attempts,
            String text,
            MetricsView metrics,
            List<MetricsView> samples) {}

    WithAttempts tell(WorkspaceId workspace, DeliveryId id) {
        Posts posts = backend.posts();
        Delivery delivery = posts.delivery(workspace, id);
        StoredPost post = posts.get(workspace, delivery.post()).post();
        List<Attempt> attempts = posts.attempts(workspace, delivery.id());
        List<MetricsView> samples = backend.find(SampleStore.class).stream()
                .flatMap(store -> store.samples(delivery.id()).stream())
                .map(MetricsView::of)
                .toList();
        return new WithAttempts(
                view(delivery),
                post.createdAt(),
                post.revision() > 1 ? post.updatedAt() : null,
                story(attempts),
                AttemptView.shown(attempts),
                samples.isEmpty() ? null : samples.get(samples.size() - 1),
                samples);
    }

    /**
     * Makes a change under the condition of an {@code If-Match} header, and answers the delivery as it is then. What
     * happens between the condition and the change is not looked at: the engine goes on, and whoever makes the change
     * refuses what the state forbids.
     */
    Response changing(String ifMatch, WorkspaceId workspace, DeliveryId id, Supplier<Delivery> change) {
        return changing(ifMatch, workspace, id, change, view -> view);
    }

    /** @param answer what is answered, made of the delivery */
    Response changing(
            String ifMatch,
            WorkspaceId workspace,
            DeliveryId id,
            Supplier<Delivery> change,
            Function<DeliveryView, ?> answer) {
        ContentTags.require(ifMatch, () -> tell(workspace, id));
        DeliveryView changed = view(change.get());
        return Response.ok(answer.apply(changed))
                .header(HttpHeaders.ETAG, ContentTags.of(tell(workspace, id)))
                .build();
    }

    private DeliveryView view(Delivery delivery) {
        return DeliveryView.of(
                delivery, backend.posts().steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of()));
    }

    private List<AttemptView> story(List<Attempt> attempts) {
        Map<UserId, String> names = new HashMap<>();
        attempts.stream().flatMap(attempt -> attempt.by().stream()).distinct().forEach(id -> backend.find(
                        IdentityStore.class)
                .flatMap(people -> people.findUser(id))
                .ifPresent(person -> names.put(id, person.username())));
        return attempts.stream().map(attempt -> AttemptView.of(attempt, names)).toList();
    }
}
