package io.carillon.rest.internal.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.api.model.Scope;
import io.carillon.api.model.Webhook;
import io.carillon.api.model.WebhookId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Webhooks;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Addresses;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.MergePatch;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Optional;

/** Who is called when something happens: {@code /webhooks}. For owners: whoever has one hears of everything. */
@Path("webhooks")
@Produces(MediaType.APPLICATION_JSON)
public final class WebhookResource {

    private final Backend backend;
    private final Idempotency idempotency;
    private final ContentTags tags = new ContentTags();

    public WebhookResource(Backend backend, Idempotency idempotency) {
        this.backend = backend;
        this.idempotency = idempotency;
    }

    private Webhooks webhooks() {
        return backend.get(Webhooks.class);
    }

    @POST
    @Access(Scope.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(WebhookBody body, @Context ContainerRequestContext request) {
        Webhooks.Wish wish = Bodies.required(body).toWish();
        return idempotency.once(request, () -> {
            Webhooks.Created created = webhooks().create(workspace(request), wish);
            Webhook webhook = created.webhook();
            return Response.created(Addresses.of("webhooks/" + webhook.id()))
                    .header(HttpHeaders.ETAG, ContentTags.of(WebhookView.of(webhook)))
                    .entity(WebhookView.of(webhook, Optional.of(created.secret())))
                    .build();
        });
    }

    @GET
    @Access(Scope.ADMIN)
    public Listing<WebhookView> list(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        return Listing.of(
                Paging.of(request, limit, cursor).slice(webhooks().list(workspace(request)), webhook -> webhook.id()
                        .value()),
                WebhookView::of);
    }

    @GET
    @Path("{id}")
    @Access(Scope.ADMIN)
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return ContentTags.ok(find(id, request));
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
        Webhooks.Wish wish = WebhookBody.ofPatch(patch).toWish();
        return tags.changing(
                ifMatch,
                () -> find(id, request),
                () -> ContentTags.ok(WebhookView.of(webhooks().change(workspace(request), webhookId(id), wish))));
    }

    @DELETE
    @Path("{id}")
    @Access(Scope.ADMIN)
    public void remove(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        ContentTags.require(ifMatch, () -> find(id, request));
        webhooks().remove(workspace(request), webhookId(id));
    }

    @GET
    @Path("{id}/calls")
    @Access(Scope.ADMIN)
    public Listing<CallView> calls(
            @PathParam("id") String id,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        return Listing.of(
                Paging.of(request, limit, cursor)
                        .fetch(page -> webhooks().calls(workspace(request), webhookId(id), page)),
                CallView::of);
    }

    @POST
    @Path("{id}/calls/{call}/replay")
    @Access(Scope.ADMIN)
    public Response replay(
            @PathParam("id") String id, @PathParam("call") String call, @Context ContainerRequestContext request) {
        return Response.accepted(CallView.of(webhooks().replay(workspace(request), webhookId(id), call)))
                .build();
    }

    private WebhookView find(String id, ContainerRequestContext request) {
        return WebhookView.of(webhooks().get(workspace(request), webhookId(id)));
    }

    private static WorkspaceId workspace(ContainerRequestContext request) {
        return Caller.of(request).workspace();
    }

    private static WebhookId webhookId(String id) {
        return Ids.parse("webhook", id, WebhookId::new);
    }
}
