package io.carillon.rest.internal.platform;

import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.Publishers;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Installed publishers: {@code /platforms}. */
@Path("platforms")
@Produces(MediaType.APPLICATION_JSON)
public final class PlatformResource {

    private final Backend backend;

    public PlatformResource(Backend backend) {
        this.backend = backend;
    }

    @GET
    public Listing<PlatformView> list(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        Publishers publishers = backend.publishers();
        return Listing.of(
                Paging.of(request, limit, cursor).slice(publishers.profiles(), profile -> profile.platform()
                        .id()),
                profile -> view(publishers, profile));
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        Publishers publishers = backend.publishers();
        return publishers.profiles().stream()
                .filter(profile -> profile.platform().id().equals(id))
                .findFirst()
                .map(profile -> ContentTags.ok(view(publishers, profile)))
                .orElseThrow(() -> new NotFoundException(
                        "No network '" + id + "' is installed. GET /api/v1/platforms lists those that are."));
    }

    /** A publisher may go between being listed and being asked for again. */
    private static PlatformView view(Publishers publishers, PublisherProfile profile) {
        return PlatformView.of(profile, publishers.profile(profile.platform()).isPresent());
    }
}
