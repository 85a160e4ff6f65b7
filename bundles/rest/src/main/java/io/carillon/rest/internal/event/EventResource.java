package io.carillon.rest.internal.event;

import io.carillon.rest.internal.auth.Caller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;

/** What happens, as it happens: {@code /events}, server-sent events of the caller's workspace. */
@Path("events")
public final class EventResource {

    private final EventStreams streams;

    public EventResource(EventStreams streams) {
        this.streams = streams;
    }

    /** @param last the id of the last event that the caller has seen; those after it come first */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(
            @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER) String last,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context ContainerRequestContext request) {
        streams.open(Caller.of(request), sink, sse, Optional.ofNullable(last));
    }
}
