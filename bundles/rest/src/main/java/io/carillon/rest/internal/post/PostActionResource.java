package io.carillon.rest.internal.post;

import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Scope;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Posts;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.rest.internal.auth.Access;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.Revisions;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.problem.Violations;
import io.carillon.rest.internal.queue.QueueTargets;
import jakarta.ws.rs.Consumes;
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
import java.util.Optional;
import java.util.OptionalLong;

/** What a person does with a post: {@code /posts/{id}/schedule} and so on. */
@Path("posts")
@Produces(MediaType.APPLICATION_JSON)
public final class PostActionResource {

    private final Backend backend;
    private final Idempotency idempotency;

    public PostActionResource(Backend backend, Idempotency idempotency) {
        this.backend = backend;
        this.idempotency = idempotency;
    }

    @POST
    @Path("{id}/schedule")
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response schedule(
            @PathParam("id") String id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            ScheduleBody body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        ScheduleBody wish = Bodies.required(body);
        Violations violations = new Violations();
        Optional<Schedule> schedule = new ScheduleReader("", violations).read(wish, Optional.empty());
        violations.throwIfAny();
        WorkspaceId workspace = workspace(request);
        PostId post = PostAnswers.id(id);
        Optional<Part> part = Part.of(scope, occurrence);
        return Revisions.changing(
                ifMatch,
                expected -> PostAnswers.ok(part.map(one -> schedule(workspace, post, one, expected, schedule))
                        .orElseGet(() -> backend.posts().schedule(workspace, post, expected, schedule.orElseThrow()))));
    }

    private PostWithDeliveries schedule(
            WorkspaceId workspace, PostId post, Part part, OptionalLong expected, Optional<Schedule> schedule) {
        return backend.series()
                .edit(
                        workspace,
                        post,
                        part.occurrence(),
                        part.reach(),
                        expected,
                        before -> before.withSchedule(schedule),
                        Optional.empty());
    }

    /** Puts it into the queue of each of its accounts; without a body, at the end. */
    @POST
    @Path("{id}/enqueue")
    @Access(Scope.PUBLISH)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response enqueue(
            @PathParam("id") String id,
            QueueTargets.EnqueueBody body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        QueueTarget target = QueueTargets.read(body);
        return idempotency.once(
                request,
                () -> Revisions.changing(
                        ifMatch,
                        expected -> PostAnswers.ok(
                                backend.posts().enqueue(workspace(request), PostAnswers.id(id), expected, target))));
    }

    @POST
    @Path("{id}/publish")
    @Access(Scope.PUBLISH)
    public Response publish(
            @PathParam("id") String id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        WorkspaceId workspace = workspace(request);
        PostId post = PostAnswers.id(id);
        Optional<Part> part = Part.of(scope, occurrence);
        part.ifPresent(Part::requireThis);
        return Revisions.changing(
                ifMatch,
                expected -> PostAnswers.ok(
                        part.map(one -> backend.series().publishNow(workspace, post, one.occurrence(), expected))
                                .orElseGet(() -> backend.posts().publishNow(workspace, post, expected))));
    }

    @POST
    @Path("{id}/cancel")
    @Access(Scope.PUBLISH)
    public Response cancel(
            @PathParam("id") String id,
            @QueryParam("scope") String scope,
            @QueryParam("occurrence") String occurrence,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        WorkspaceId workspace = workspace(request);
        UserId by = Caller.of(request).user().id();
        PostId post = PostAnswers.id(id);
        Optional<Part> part = Part.of(scope, occurrence);
        return Revisions.changing(
                ifMatch,
                expected -> PostAnswers.ok(part.map(one ->
                                backend.series().cancel(workspace, post, one.occurrence(), one.reach(), expected, by))
                        .orElseGet(() -> backend.posts().cancel(workspace, post, expected, by))));
    }

    /** Lets out what waits for approval. */
    @POST
    @Path("{id}/approve")
    @Access(Scope.READ)
    public Response approve(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        caller.requireApproval();
        Posts posts = backend.posts();
        return Revisions.changing(
                ifMatch,
                expected -> PostAnswers.ok(posts.approve(
                        caller.workspace(),
                        PostAnswers.id(id),
                        expected,
                        caller.user().id())));
    }

    /** Why a post is rejected. */
    public record Rejection(String reason) {}

    /** Makes a post a draft again. */
    @POST
    @Path("{id}/reject")
    @Access(Scope.READ)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response reject(
            @PathParam("id") String id,
            Rejection body,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        caller.requireApproval();
        String reason = Optional.ofNullable(Bodies.required(body).reason()).orElse("");
        Posts posts = backend.posts();
        return Revisions.changing(
                ifMatch,
                expected -> PostAnswers.ok(posts.reject(
                        caller.workspace(),
                        PostAnswers.id(id),
                        expected,
                        caller.user().id(),
                        reason)));
    }

    /** Makes a draft with the same content for the same accounts. */
    @POST
    @Path("{id}/duplicate")
    public Response duplicate(@PathParam("id") String id, @Context ContainerRequestContext request) {
        PostId origin = PostAnswers.id(id);
        WorkspaceId workspace = workspace(request);
        return idempotency.once(request, () -> {
            Posts posts = backend.posts();
            StoredPost stored = posts.get(workspace, origin).post();
            return PostAnswers.created(posts.create(workspace, stored.post().withSchedule(Optional.empty())));
        });
    }

    private static WorkspaceId workspace(ContainerRequestContext request) {
        return Caller.of(request).workspace();
    }
}
