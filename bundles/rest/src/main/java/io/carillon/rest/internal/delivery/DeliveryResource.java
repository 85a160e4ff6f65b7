package io.carillon.rest.internal.delivery;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Publication;
import io.carillon.api.model.Scope;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
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
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of posts: {@code /deliveries}. */
@Path("deliveries")
@Produces(MediaType.APPLICATION_JSON)
public final class DeliveryResource {

    private final Backend backend;
    private final DeliveryStories stories;

    public DeliveryResource(Backend backend) {
        this.backend = backend;
        stories = new DeliveryStories(backend);
    }

    /** What a person found out about a delivery in doubt. */
    public record Resolution(Boolean published, String remoteId) {}

    @GET
    public Listing<DeliveryView> list(
            @QueryParam("state") List<String> states,
            @QueryParam("account") String account,
            @QueryParam("platform") String platform,
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
                Parameters.post(post),
                Parameters.platform(platform));
        Posts posts = backend.posts();
        Page<Delivery> found = Paging.of(request, limit, cursor).fetch(page -> posts.listDeliveries(query, page));
        Map<DeliveryId, List<Delivery>> steps =
                posts.steps(found.items().stream().map(Delivery::id).toList());
        return Listing.of(found, delivery -> DeliveryView.of(delivery, steps.getOrDefault(delivery.id(), List.of())));
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return ContentTags.ok(stories.tell(workspace(request), deliveryId(id)));
    }

    @POST
    @Path("{id}/retry")
    @Access(Scope.PUBLISH)
    public Response retry(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        return stories.changing(ifMatch, workspace(request), deliveryId(id), () -> backend.posts()
                .retry(workspace(request), deliveryId(id), person(request)));
    }

    @POST
    @Path("{id}/cancel")
    @Access(Scope.PUBLISH)
    public Response cancel(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        return stories.changing(ifMatch, workspace(request), deliveryId(id), () -> backend.posts()
                .cancel(workspace(request), deliveryId(id), person(request)));
    }

    @POST
    @Path("{id}/resolve")
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response resolve(
            @PathParam("id") String id,
            Resolution body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        Resolution word = Bodies.required(body);
        Optional<String> remoteId = Parameters.text("remoteId", word.remoteId()).map(String::strip);
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
        return stories.changing(ifMatch, workspace(request), deliveryId(id), () -> backend.posts()
                .resolve(workspace(request), deliveryId(id), word.published(), remoteId, person(request)));
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
