package io.carillon.rest.internal.vault;

import io.carillon.api.model.Scope;
import io.carillon.api.service.VaultKeys;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.ContentTags;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The keys that seal grants: {@code /vault}, for the administrator. No answer holds a key. */
@Path("vault")
@Produces(MediaType.APPLICATION_JSON)
public final class VaultResource {

    private final Backend backend;

    public VaultResource(Backend backend) {
        this.backend = backend;
    }

    @GET
    @Access(Scope.ADMIN)
    public Response status(@Context ContainerRequestContext request) {
        requireAdministrator(request);
        return ContentTags.ok(VaultView.of(backend.get(VaultKeys.class).status()));
    }

    /** Makes a new key; 202, since what is sealed is sealed anew after the answer. */
    @POST
    @Path("rotate")
    @Access(Scope.ADMIN)
    public Response rotate(@Context ContainerRequestContext request) {
        requireAdministrator(request);
        return Response.accepted(VaultView.of(backend.get(VaultKeys.class).rotate()))
                .build();
    }

    private static void requireAdministrator(ContainerRequestContext request) {
        Caller.of(request).requireAdministrator("Only the administrator of the server sees and changes its keys.");
    }
}
