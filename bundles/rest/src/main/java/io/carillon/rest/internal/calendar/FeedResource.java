package io.carillon.rest.internal.calendar;

import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Calendar;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.auth.TokenInQuery;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Digests;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.time.Clock;

/** What goes out when, for calendar programs: {@code /calendar.ics}. They know no headers, so the token is in the query. */
@Path("calendar.ics")
public final class FeedResource {

    private static final String TYPE = "text/calendar;charset=utf-8";
    private static final String NAME = "Carillon";

    private final Backend backend;
    private final Clock clock;

    public FeedResource(Backend backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
    }

    @GET
    @TokenInQuery
    public Response feed(@Context ContainerRequestContext context, @Context Request request) {
        WorkspaceId workspace = Caller.of(context).workspace();
        String name = backend.workspaces()
                .find(workspace)
                .map(Workspace::name)
                .map(own -> NAME + ": " + own)
                .orElse(NAME);
        String text = new Feed(backend.get(Calendar.class), workspace).write(name, clock.instant());
        EntityTag tag = new EntityTag(Digests.sha256(text));
        ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        ResponseBuilder answer = unchanged == null ? Response.ok(text, TYPE) : unchanged;
        // A program may keep it, and asks whether it is still right.
        return answer.tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
