package io.carillon.rest.internal.health;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jakartars.whiteboard.propertytypes.JSONRequired;
import org.osgi.service.jakartars.whiteboard.propertytypes.JakartarsResource;

/** {@code GET /api/v1/health}: is the server able to do its work? */
@Component(service = HealthResource.class)
@JakartarsResource
@JSONRequired
@Path("health")
public final class HealthResource {

    /** What the answer looks like: the overall word, and one entry per part that has something to say. */
    public record Health(String status, Map<String, String> parts) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Health health() {
        return new Health("UP", Map.of());
    }
}
