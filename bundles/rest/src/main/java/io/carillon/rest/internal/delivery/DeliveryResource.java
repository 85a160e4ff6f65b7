package io.carillon.rest.internal.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Scope;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.Page;
import io.carillon.api.store.SampleStore;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import io.carillon.rest.internal.paging.Parameters;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of posts: {@code /deliveries}. */
@Path("deliveries")
@Produces(MediaType.APPLICATION_JSON)
public final class DeliveryResource {

    private final Backend backend;

    public DeliveryResource(Backend backend) {
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
    public record WithAttempts(
            @JsonUnwrapped DeliveryView delivery,
            Instant plannedAt,
            Instant editedAt,
            List<AttemptView> attempts,
            String text,
            MetricsView metrics,
            List<MetricsView> samples) {}

    /** What a person found out about a delivery in doubt. */
    public record Resolution(Boolean published, String remoteId) {}

    @GET
    public Listing<DeliveryView> list(
            @QueryParam("state") List<String> states,
            @QueryParam("account") String account,
            @QueryParam("post") String post,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        DeliveryQuery query = new DeliveryQuery(
                workspace(request),
                Parameters.states(states),
                Parameters.account(account),
                Parameters.instant("from", from),
                Parameters.instant("to", to),
                Parameters.post(post));
        Posts posts = backend.posts();
        Page<Delivery> found = Paging.of(request, limit, cursor).fetch(page -> posts.listDeliveries(query, page));
        Map<DeliveryId, List<Delivery>> steps =
                posts.steps(found.items().stream().map(Delivery::id).toList());
        return Listing.of(found, delivery -> DeliveryView.of(delivery, steps.getOrDefault(delivery.id(), List.of())));
    }

    static DeliveryView view(Posts posts, Delivery delivery) {
        return DeliveryView.of(delivery, posts.steps(List.of(delivery.id())).getOrDefault(delivery.id(), List.of()));
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Posts posts = backend.posts();
        WorkspaceId workspace = workspace(request);
        Delivery delivery = posts.delivery(workspace, deliveryId(id));
        StoredPost post = posts.get(workspace, delivery.post()).post();
        List<Attempt> attempts = posts.attempts(workspace, delivery.id());
        List<MetricsView> samples = backend.find(SampleStore.class).stream()
                .flatMap(store -> store.samples(delivery.id()).stream())
                .map(MetricsView::of)
                .toList();
        return ContentTags.ok(new WithAttempts(
                view(posts, delivery),
                post.createdAt(),
                post.revision() > 1 ? post.updatedAt() : null,
                story(attempts),
                AttemptView.shown(attempts),
                samples.isEmpty() ? null : samples.get(samples.size() - 1),
                samples));
    }

    private List<AttemptView> story(List<Attempt> attempts) {
        Map<UserId, String> names = new HashMap<>();
        attempts.stream().flatMap(attempt -> attempt.by().stream()).distinct().forEach(id -> backend.find(
                        IdentityStore.class)
                .flatMap(people -> people.findUser(id))
                .ifPresent(person -> names.put(id, person.username())));
        return attempts.stream().map(attempt -> AttemptView.of(attempt, names)).toList();
    }

    @POST
    @Path("{id}/retry")
    @Access(Scope.PUBLISH)
    public DeliveryView retry(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Posts posts = backend.posts();
        return view(posts, posts.retry(workspace(request), deliveryId(id), person(request)));
    }

    @POST
    @Path("{id}/cancel")
    @Access(Scope.PUBLISH)
    public DeliveryView cancel(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Posts posts = backend.posts();
        return view(posts, posts.cancel(workspace(request), deliveryId(id), person(request)));
    }

    @POST
    @Path("{id}/resolve")
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public DeliveryView resolve(@PathParam("id") String id, Resolution body, @Context ContainerRequestContext request) {
        Resolution word = Bodies.required(body);
        Optional<String> remoteId = Parameters.text("remoteId", word.remoteId());
        Violations violations = new Violations();
        if (word.published() == null) {
            violations.required("published", "Say whether you see it on the network: true or false.");
        } else if (!word.published() && remoteId.isPresent()) {
            violations.add(
                    "remoteId",
                    "absent",
                    "",
                    remoteId.get(),
                    "What was not published has no id. Leave out remoteId, or say published: true.");
        }
        remoteId.filter(remote -> remote.length() > Publication.MAX_REMOTE_ID)
                .ifPresent(tooLong -> violations.add(
                        "remoteId",
                        "max-length",
                        String.valueOf(Publication.MAX_REMOTE_ID),
                        String.valueOf(tooLong.length()),
                        "No network has ids that long. Copy the id alone."));
        violations.throwIfAny();
        Posts posts = backend.posts();
        return view(
                posts, posts.resolve(workspace(request), deliveryId(id), word.published(), remoteId, person(request)));
    }

    private static WorkspaceId workspace(ContainerRequestContext request) {
        return Caller.of(request).workspace();
    }

    private static UserId person(ContainerRequestContext request) {
        return Caller.of(request).user().id();
    }

    private static DeliveryId deliveryId(String id) {
        return Ids.parse("delivery", id, DeliveryId::new);
    }
}
