package io.carillon.rest.internal.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.WorkspaceStore.Membership;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Addresses;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.MergePatch;
import io.carillon.rest.internal.body.Revisions;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.json.Json;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import java.util.OptionalLong;

/** Brands: {@code /workspaces}. */
@Path("workspaces")
@Produces(MediaType.APPLICATION_JSON)
public final class WorkspaceResource {

    private final Backend backend;
    private final Ids ids;
    private final Idempotency idempotency;

    public WorkspaceResource(Backend backend, Ids ids, Idempotency idempotency) {
        this.backend = backend;
        this.ids = ids;
        this.idempotency = idempotency;
    }

    @GET
    public Listing<WorkspaceBody.View> list(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        List<Workspace> all =
                visible(Caller.of(request)).stream().map(Membership::workspace).toList();
        return Listing.of(Paging.of(request, limit, cursor).slice(all, w -> w.id().value()), WorkspaceBody.View::of);
    }

    @POST
    @Access(Scope.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(WorkspaceBody body, @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        caller.requireAdministrator("Only the administrator of the server creates workspaces.");
        return idempotency.once(request, () -> {
            WorkspaceId id = new WorkspaceId(ids.next("w"));
            Workspace workspace = Bodies.required(body).toWorkspace(id, 1);
            backend.workspaces().add(workspace, caller.user().id());
            return Response.created(Addresses.of("workspaces/" + id))
                    .header(HttpHeaders.ETAG, Revisions.tag(workspace.version()))
                    .entity(WorkspaceBody.View.of(workspace))
                    .build();
        });
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return answer(find(Caller.of(request), id).workspace());
    }

    @PATCH
    @Path("{id}")
    @Access(Scope.ADMIN)
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Response change(
            @PathParam("id") String id,
            JsonNode patch,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request)
            throws JsonProcessingException {
        Membership membership = find(Caller.of(request), id);
        if (membership.role() != Role.OWNER) {
            throw new ProblemException(403, "role-too-low", "Only an owner of a workspace changes it.");
        }
        Workspace before = membership.workspace();
        ObjectNode wish = MergePatch.fitting(Bodies.object(patch), WorkspaceBody.class);
        JsonNode merged = MergePatch.apply(Json.mapper().valueToTree(WorkspaceBody.of(before)), wish);
        Workspace after = Bodies.convert(merged, WorkspaceBody.class).toWorkspace(before.id(), before.version());
        return Revisions.changing(ifMatch, expected -> update(before, after, expected));
    }

    private Response update(Workspace before, Workspace after, OptionalLong expected) {
        if (expected.isPresent() && expected.getAsLong() != before.version()) {
            throw new StaleException("The workspace has moved on");
        }
        backend.workspaces().update(after);
        return answer(backend.workspaces().find(before.id()).orElse(after));
    }

    private Membership find(Caller caller, String id) {
        return visible(caller).stream()
                .filter(m -> m.workspace().id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        404, "not-found", "You are no member of a workspace '" + id + "', or there is none."));
    }

    /** A person sees every workspace of theirs, a token only its own. */
    private List<Membership> visible(Caller caller) {
        return backend.workspaces().memberships(caller.user().id()).stream()
                .filter(m -> caller.token().isEmpty() || m.workspace().id().equals(caller.workspace()))
                .toList();
    }

    private static Response answer(Workspace workspace) {
        return Response.ok(WorkspaceBody.View.of(workspace))
                .header(HttpHeaders.ETAG, Revisions.tag(workspace.version()))
                .build();
    }
}
