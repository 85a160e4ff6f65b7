package io.carillon.rest.internal.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Scope;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** What is done with what is on a network already: {@code /deliveries/{id}/remove} and {@code /correct}. */
@Path("deliveries")
@Produces(MediaType.APPLICATION_JSON)
public final class PublishedResource {

    private final Backend backend;
    private final DeliveryStories stories;

    public PublishedResource(Backend backend) {
        this.backend = backend;
        stories = new DeliveryStories(backend);
    }

    /** What the network is to show instead. */
    public record Correction(String text) {}

    /**
     * A delivery after its text was corrected.
     *
     * @param text what its network shows now
     */
    public record Corrected(@JsonUnwrapped DeliveryView delivery, String text) {}

    @POST
    @Path("{id}/remove")
    @Access(Scope.PUBLISH)
    public Response remove(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        DeliveryId delivery = deliveryId(id);
        return stories.changing(ifMatch, caller.workspace(), delivery, () -> backend.published()
                .remove(caller.workspace(), delivery, caller.user().id()));
    }

    @POST
    @Path("{id}/correct")
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response correct(
            @PathParam("id") String id,
            Correction body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        Correction correction = Bodies.required(body);
        Violations violations = new Violations();
        if (correction.text() == null) {
            violations.required("text", "Say all that the network is to show, hashtags too.");
        }
        violations.throwIfAny();
        Caller caller = Caller.of(request);
        DeliveryId delivery = deliveryId(id);
        return stories.changing(
                ifMatch,
                caller.workspace(),
                delivery,
                () -> backend.published()
                        .correct(
                                caller.workspace(),
                                delivery,
                                correction.text(),
                                caller.user().id()),
                view -> new Corrected(view, correction.text()));
    }

    private static DeliveryId deliveryId(String id) {
        return Ids.parse("delivery", id, DeliveryId::new);
    }
}
