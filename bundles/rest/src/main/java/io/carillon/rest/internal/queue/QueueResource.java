package io.carillon.rest.internal.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Slot;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.service.Queues;
import io.carillon.api.store.Page;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.Revisions;
import io.carillon.rest.internal.delivery.DeliveryView;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import io.carillon.rest.internal.problem.ProblemException;
import io.carillon.rest.internal.queue.QueueView.FreeView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** An account's queue: {@code /accounts/{id}/queue}. Posts come into it by {@code POST /posts/{id}/enqueue}. */
@Path("accounts/{id}/queue")
@Produces(MediaType.APPLICATION_JSON)
public final class QueueResource {

    private static final int DEFAULT_COUNT = 10;
    private static final int MAX_COUNT = 100;

    private final Backend backend;
    private final Idempotency idempotency;

    public QueueResource(Backend backend, Idempotency idempotency) {
        this.backend = backend;
        this.idempotency = idempotency;
    }

    /** Slots as a person sets them; without {@code paused} the queue goes on as it does. */
    record QueueBody(List<SlotsReader.SlotBody> slots, Boolean paused) {}

    @GET
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return ok(backend.queues().get(workspace(request), accountId(id)));
    }

    /** Moving slots moves what is queued, so it takes what scheduling takes. */
    @PUT
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response set(
            @PathParam("id") String id,
            JsonNode body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request)
            throws JsonProcessingException {
        ObjectNode writable = Bodies.object(body).deepCopy();
        writable.remove(QueueView.READ_ONLY);
        QueueBody wish = Bodies.convert(writable, QueueBody.class);
        List<Slot> slots = new SlotsReader().read(wish.slots());
        Queues queues = backend.queues();
        AccountId account = accountId(id);
        WorkspaceId workspace = workspace(request);
        boolean paused = wish.paused() == null ? queues.get(workspace, account).isPaused() : wish.paused();
        return Revisions.changing(ifMatch, expected -> ok(queues.set(workspace, account, expected, slots, paused)));
    }

    /** The slots that are given out next. */
    @GET
    @Path("next")
    public Listing<FreeView> next(
            @PathParam("id") String id, @QueryParam("count") String count, @Context ContainerRequestContext request) {
        int wanted = count(count);
        return new Listing<>(
                backend.queues().next(workspace(request), accountId(id), wanted).stream()
                        .map(FreeView::of)
                        .toList(),
                null);
    }

    /** What is queued, in order. Its entity tag is the queue's version, which a move can expect. */
    @GET
    @Path("posts")
    public Response posts(
            @PathParam("id") String id,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        Paging paging = Paging.of(request, limit, cursor);
        Queues queues = backend.queues();
        WorkspaceId workspace = workspace(request);
        // Read first: who moves something by this list is refused if it has moved on since.
        AccountQueue queue = queues.get(workspace, accountId(id));
        Page<Delivery> found = paging.fetch(wanted -> queues.list(workspace, queue.account(), wanted));
        return Response.ok(Listing.of(found, QueueResource::view))
                .header(HttpHeaders.ETAG, Revisions.tag(queue.version()))
                .build();
    }

    @POST
    @Path("posts/{delivery}/move")
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response move(
            @PathParam("id") String id,
            @PathParam("delivery") String delivery,
            QueueTargets.MoveBody body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        QueueTarget target = QueueTargets.read(Bodies.required(body));
        DeliveryId moved = Ids.parse("delivery", delivery, DeliveryId::new);
        return idempotency.once(
                request,
                () -> Revisions.changing(ifMatch, expected -> Response.ok(
                                view(backend.queues().move(workspace(request), accountId(id), moved, expected, target)))
                        .build()));
    }

    private static Response ok(AccountQueue queue) {
        return Response.ok(QueueView.of(queue))
                .header(HttpHeaders.ETAG, Revisions.tag(queue.revision()))
                .build();
    }

    /** Nothing follows what is yet to be published. */
    private static DeliveryView view(Delivery delivery) {
        return DeliveryView.of(delivery, List.of());
    }

    private static int count(String text) {
        if (text == null || text.isEmpty()) {
            return DEFAULT_COUNT;
        }
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MAX_COUNT) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw badCount(text);
        }
        throw badCount(text);
    }

    private static ProblemException badCount(String text) {
        return ProblemException.badRequest(
                "invalid-parameter",
                Violation.error(
                        "count",
                        "range",
                        "1 to " + MAX_COUNT,
                        text,
                        "count is a whole number from 1 to " + MAX_COUNT + "; it was '" + text + "'."));
    }

    private static WorkspaceId workspace(ContainerRequestContext request) {
        return Caller.of(request).workspace();
    }

    private static AccountId accountId(String id) {
        return Ids.parse("account", id, AccountId::new);
    }
}
