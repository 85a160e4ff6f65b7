package io.carillon.rest.internal.post;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Scope;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.store.PostQuery;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.MergePatch;
import io.carillon.rest.internal.body.Revisions;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import io.carillon.rest.internal.paging.Parameters;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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
import java.util.Optional;
import java.util.OptionalLong;

/** Posts: {@code /posts}. What a person does with one is in {@link PostActionResource}. */
@Path("posts")
@Produces(MediaType.APPLICATION_JSON)
public final class PostResource {

    private final Backend backend;
    private final Idempotency idempotency;

    public PostResource(Backend backend, Idempotency idempotency) {
        this.backend = backend;
        this.idempotency = idempotency;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(PostBody body, @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        return idempotency.once(request, () -> {
            Post post = read(caller, Bodies.required(body), Optional.empty());
            requirePublish(caller, false, post.isTimed());
            return PostAnswers.created(backend.posts().create(caller.workspace(), post));
        });
    }

    @GET
    public Listing<PostView> list(
            @QueryParam("state") List<String> states,
            @QueryParam("account") String account,
            @QueryParam("platform") String platform,
            @QueryParam("label") String label,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("q") String text,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        PostQuery query = new PostQuery(
                Caller.of(request).workspace(),
                Parameters.states(states),
                Parameters.account(account),
                Parameters.platform(platform),
                Parameters.text("label", label),
                Parameters.instant("from", from),
                Parameters.instant("to", to),
                Parameters.text("q", text));
        return Listing.of(
                Paging.of(request, limit, cursor).fetch(page -> backend.posts().list(query, page)), PostView::of);
    }

    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return PostAnswers.ok(find(Caller.of(request), id));
    }

    /** Replaces the whole post; what the server decides may be sent back with it and is passed over. */
    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response replace(
            @PathParam("id") String id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            JsonNode body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request)
            throws JsonProcessingException {
        ObjectNode writable = Bodies.object(body).deepCopy();
        writable.remove(PostView.READ_ONLY);
        Caller caller = Caller.of(request);
        Optional<Part> part = Part.of(scope, occurrence);
        PostBody wanted = Bodies.convert(writable, PostBody.class);
        return edit(caller, id, part, ifMatch, before -> wanted);
    }

    /** Changes what the patch names (RFC 7396). Without {@code If-Match}, on what is there now. */
    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    public Response change(
            @PathParam("id") String id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            JsonNode body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request)
            throws JsonProcessingException {
        ObjectNode patch = Bodies.object(body);
        refuseReadOnly(patch);
        MergePatch.fitting(patch, PostBody.class);
        Caller caller = Caller.of(request);
        Optional<Part> part = Part.of(scope, occurrence);
        return edit(
                caller, id, part, ifMatch, before -> Bodies.convert(PostPatch.apply(before, patch), PostBody.class));
    }

    @DELETE
    @Path("{id}")
    public void remove(
            @PathParam("id") String id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        Optional<Part> part = Part.of(scope, occurrence);
        Revisions.changing(
                ifMatch,
                expected -> Revisions.retrying(expected, any -> {
                    StoredPost before = find(caller, id).post();
                    // It takes the post off the calendar, as cancelling does.
                    requirePublish(caller, before.post().isTimed(), false);
                    OptionalLong seen = seen(expected, before);
                    if (part.isPresent()) {
                        Part one = part.get();
                        backend.series()
                                .cancel(
                                        caller.workspace(),
                                        before.id(),
                                        one.occurrence(),
                                        one.reach(),
                                        seen,
                                        caller.user().id());
                    } else {
                        backend.posts().remove(caller.workspace(), before.id(), seen);
                    }
                    return Optional.empty();
                }));
    }

    /** What a post is to be, said by what it is. */
    @FunctionalInterface
    private interface Wish {
        PostBody of(Post before) throws JsonProcessingException;
    }

    /** JSON that cannot be read, on its way through what knows nothing of JSON. */
    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient JsonProcessingException problem;

        Unreadable(JsonProcessingException problem) {
            super(problem);
            this.problem = problem;
        }
    }

    private Response edit(Caller caller, String id, Optional<Part> part, String ifMatch, Wish wish)
            throws JsonProcessingException {
        try {
            return Revisions.changing(
                    ifMatch,
                    expected -> PostAnswers.ok(part.map(one -> edit(caller, id, one, expected, wish))
                            .orElseGet(() -> edit(caller, id, expected, wish))));
        } catch (Unreadable e) {
            throw e.problem;
        }
    }

    private PostWithDeliveries edit(Caller caller, String id, Part part, OptionalLong expected, Wish wish) {
        return backend.series()
                .edit(
                        caller.workspace(),
                        PostAnswers.id(id),
                        part.occurrence(),
                        part.reach(),
                        expected,
                        before -> changed(caller, before, wish),
                        approver(caller));
    }

    private PostWithDeliveries edit(Caller caller, String id, OptionalLong expected, Wish wish) {
        return Revisions.retrying(expected, any -> {
            StoredPost stored = find(caller, id).post();
            Post post = changed(caller, stored.post(), wish);
            return backend.posts()
                    .edit(caller.workspace(), stored.id(), seen(expected, stored), post, approver(caller));
        });
    }

    private Post changed(Caller caller, Post before, Wish wish) {
        PostBody body;
        try {
            body = wish.of(before);
        } catch (JsonProcessingException e) {
            throw new Unreadable(e);
        }
        Post post = read(caller, body, before.schedule());
        requirePublish(caller, before.isTimed(), post.isTimed());
        return post;
    }

    /** Whoever may approve a post has approved what they make of it. */
    private static Optional<UserId> approver(Caller caller) {
        return caller.mayApprove() ? Optional.of(caller.user().id()) : Optional.empty();
    }

    /** What was decided by what was read holds for that alone. */
    private static OptionalLong seen(OptionalLong expected, StoredPost read) {
        return expected.isPresent() ? expected : OptionalLong.of(read.revision());
    }

    private Post read(Caller caller, PostBody body, Optional<Schedule> current) {
        return new PostReader(backend.accounts(), caller.workspace()).read(body, current);
    }

    private PostWithDeliveries find(Caller caller, String id) {
        return backend.posts().get(caller.workspace(), PostAnswers.id(id));
    }

    /** Drafts are anybody's who may write; a change to what is to go out, or to when, is publishing. */
    private static void requirePublish(Caller caller, boolean before, boolean after) {
        if (before || after) {
            caller.require(Scope.PUBLISH);
        }
    }

    private static void refuseReadOnly(ObjectNode patch) {
        Violations violations = new Violations();
        PostView.READ_ONLY.stream()
                .filter(patch::has)
                .forEach(name -> violations.add(
                        name,
                        "read-only",
                        "",
                        "",
                        "'" + name + "' is decided by the server. To change what becomes of a post, use its actions"
                                + " such as POST /api/v1/posts/{id}/cancel."));
        violations.throwIfAny();
    }
}
