package io.carillon.rest.internal.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Scope;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** What is done with what is on a network already: {@code /deliveries/{id}/remove} and {@code /correct}. */
@Path("deliveries")
@Produces(MediaType.APPLICATION_JSON)
public final class PublishedResource {

    private final Backend backend;

    public PublishedResource(Backend backend) {
        this.backend = backend;
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
    public DeliveryView remove(@PathParam("id") String id, @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        Delivery removed = backend.published()
                .remove(caller.workspace(), deliveryId(id), caller.user().id());
        return DeliveryResource.view(backend.posts(), removed);
    }

    @POST
    @Path("{id}/correct")
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public Corrected correct(@PathParam("id") String id, Correction body, @Context ContainerRequestContext request) {
        Correction correction = Bodies.required(body);
        Violations violations = new Violations();
        if (correction.text() == null) {
            violations.required("text", "Say all that the network is to show, hashtags too.");
        }
        violations.throwIfAny();
        Caller caller = Caller.of(request);
        Delivery corrected = backend.published()
                .correct(
                        caller.workspace(),
                        deliveryId(id),
                        correction.text(),
                        caller.user().id());
        return new Corrected(DeliveryResource.view(backend.posts(), corrected), correction.text());
    }

    private static DeliveryId deliveryId(String id) {
        return Ids.parse("delivery", id, DeliveryId::new);
    }
}
