package io.carillon.rest.internal.node;

import io.carillon.api.model.Scope;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeStore;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The servers that share the database: {@code /nodes}, for the administrator. */
@Path("nodes")
@Produces(MediaType.APPLICATION_JSON)
public final class NodeResource {

    private final Backend backend;

    public NodeResource(Backend backend) {
        this.backend = backend;
    }

    @GET
    @Access(Scope.ADMIN)
    public Listing<NodeView> list(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        Caller.of(request).requireAdministrator("Only the administrator of the server sees which servers there are.");
        NodeRoll roll = backend.get(NodeStore.class).roll();
        Optional<Dispatch.Status> engine = backend.find(Dispatch.class).map(Dispatch::status);
        return Listing.of(
                Paging.of(request, limit, cursor)
                        .slice(roll.nodes(), entry -> entry.node().run().node()),
                entry -> NodeView.of(entry, roll.now(), engine));
    }
}
