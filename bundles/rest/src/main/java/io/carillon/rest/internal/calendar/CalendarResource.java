package io.carillon.rest.internal.calendar;

import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Calendar;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.PageRequest;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Zones;
import io.carillon.rest.internal.paging.Paging;
import io.carillon.rest.internal.paging.Parameters;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What goes out when: {@code /calendar}. */
@Path("calendar")
@Produces(MediaType.APPLICATION_JSON)
public final class CalendarResource {

    private static final Duration MAX_RANGE = Duration.ofDays(100);

    private final Backend backend;

    public CalendarResource(Backend backend) {
        this.backend = backend;
    }

    /**
     * A page of the calendar.
     *
     * @param next the cursor for what follows; null at the end
     * @param complete false where more recurs than is unfolded at once: ask for a shorter span
     */
    public record Page(String zone, List<CalendarEntry> items, String next, boolean complete) {}

    @GET
    public Page between(
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zone,
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        WorkspaceId workspace = Caller.of(request).workspace();
        Violations violations = new Violations();
        Instant start = instant("from", from, violations);
        Instant end = instant("to", to, violations);
        ZoneId shown = zone(workspace, zone, violations);
        violations.throwIfAny();
        requireRange(start, end);
        Paging paging = Paging.of(
                request, limit == null || limit.isEmpty() ? String.valueOf(PageRequest.MAX_LIMIT) : limit, cursor);
        Calendar calendar = backend.get(Calendar.class);
        Calendar.Span[] found = new Calendar.Span[1];
        io.carillon.api.store.Page<Calendar.Entry> page = paging.fetch(asked -> {
            found[0] = calendar.between(workspace, start, end, asked);
            return new io.carillon.api.store.Page<>(found[0].entries(), found[0].next());
        });
        return new Page(
                Zones.text(shown),
                found[0].entries().stream()
                        .map(entry -> CalendarEntry.of(entry, shown))
                        .toList(),
                page.next().orElse(null),
                found[0].complete());
    }

    private static Instant instant(String name, String text, Violations violations) {
        Optional<Instant> instant = Parameters.instant(name, text);
        if (instant.isEmpty()) {
            violations.required(name, "Say from when to when: both are moments such as 2026-02-10T00:00:00Z.");
        }
        return instant.orElse(Instant.EPOCH);
    }

    private ZoneId zone(WorkspaceId workspace, String text, Violations violations) {
        if (text == null || text.isEmpty()) {
            return backend.workspaces()
                    .find(workspace)
                    .map(Workspace::zone)
                    .map(TimeZones::knownOrUtc)
                    .orElse(ZoneOffset.UTC);
        }
        return Zones.parse("zone", text, violations).orElse(ZoneOffset.UTC);
    }

    private static void requireRange(Instant from, Instant to) {
        Duration range = Duration.between(from, to);
        if (range.isNegative()) {
            throw new InvalidException(Violation.error(
                    "to",
                    "after-from",
                    from.toString(),
                    to.toString(),
                    "It ends before it begins: choose a later 'to'."));
        }
        if (range.compareTo(MAX_RANGE) > 0) {
            throw new InvalidException(Violation.error(
                    "to",
                    "max-range",
                    MAX_RANGE.toDays() + " days",
                    range.toDays() + " days",
                    "A calendar shows at most " + MAX_RANGE.toDays()
                            + " days at once; ask for one part after the other."));
        }
    }
}
