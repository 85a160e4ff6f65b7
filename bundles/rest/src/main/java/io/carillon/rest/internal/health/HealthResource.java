package io.carillon.rest.internal.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.api.model.Platform;
import io.carillon.api.service.Dispatch;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.auth.Authenticator;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.auth.Open;
import io.carillon.rest.internal.backend.Backend;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the server able to do its work? {@code /health}, for everybody: it says which part is well, and nothing that would
 * help an attacker: which servers there are it says to the administrator alone, and reasons are in {@code /nodes} and the
 * log.
 */
@Path("health")
public final class HealthResource {

    private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);

    private final Backend backend;
    private final Authenticator authenticator;
    private final NodesCheck nodes;

    public HealthResource(Backend backend, Authenticator authenticator) {
        this.backend = backend;
        this.authenticator = authenticator;
        nodes = new NodesCheck(backend);
    }

    /** How well something is. */
    public enum Status {
        UP,
        /** It works, but a person should look at it. */
        DEGRADED,
        DOWN
    }

    /** The overall word is the worst of the parts'. */
    public record Health(Status status, Map<String, Verdict> parts) {}

    /** What there is to say of a part, beside how well it is. */
    public interface Verdict {

        Status status();
    }

    /**
     * One part.
     *
     * @param contested networks for which several publishers are installed
     * @param absent networks that have accounts but no publisher
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Part(Status status, List<String> contested, List<String> absent) implements Verdict {

        static Part of(boolean well) {
            return of(well ? Status.UP : Status.DOWN);
        }

        static Part of(Status status) {
            return new Part(status, null, null);
        }
    }

    /** @param without a part that the caller does not want to hear of, such as {@code nodes} */
    @GET
    @Open
    @Produces(MediaType.APPLICATION_JSON)
    public Response health(@QueryParam("without") String without, @Context ContainerRequestContext request) {
        Part database = Part.of(databaseAnswers());
        Part publishers = publishers(database.status() == Status.UP);
        Part engine = engine();
        Map<String, Verdict> parts = new TreeMap<>(Map.of(
                "database",
                database,
                "publishers",
                publishers,
                "engine",
                engine,
                "nodes",
                nodes.check(authenticator
                        .find(request)
                        .filter(Caller::isAdministrator)
                        .isPresent()),
                "vault",
                VaultPart.of(backend)));
        Optional.ofNullable(without).ifPresent(parts::remove);
        Status worst = parts.values().stream()
                .map(Verdict::status)
                .max(Enum::compareTo)
                .orElse(Status.UP);
        Response.ResponseBuilder response =
                worst == Status.DOWN ? Response.status(503).header(HttpHeaders.RETRY_AFTER, 5) : Response.ok();
        return response.entity(new Health(worst, parts)).build();
    }

    private boolean databaseAnswers() {
        try {
            // Any question that goes through to the database.
            return backend.find(IdentityStore.class)
                    .filter(IdentityStore::hasUsers)
                    .isPresent();
        } catch (StoreException e) {
            LOG.warn("Health: the database does not answer", e);
            return false;
        }
    }

    private Part publishers(boolean databaseAnswers) {
        Optional<Publishers> publishers = backend.find(Publishers.class);
        if (publishers.isEmpty()) {
            return Part.of(false);
        }
        List<String> contested =
                publishers.get().contested().stream().map(Platform::id).sorted().toList();
        List<String> absent = databaseAnswers ? absent(publishers.get()) : List.of();
        boolean well = contested.isEmpty() && absent.isEmpty();
        return new Part(well ? Status.UP : Status.DEGRADED, contested, absent);
    }

    private List<String> absent(Publishers publishers) {
        try {
            return backend.find(AccountStore.class).stream()
                    .flatMap(accounts -> accounts.platforms().stream())
                    .filter(platform -> publishers.profile(platform).isEmpty())
                    .map(Platform::id)
                    .sorted()
                    .toList();
        } catch (StoreException e) {
            LOG.warn("Health: the accounts cannot be read", e);
            return List.of();
        }
    }

    /** What troubles it is for the administrator: GET /nodes and the console say it, and so does the log. */
    private Part engine() {
        Optional<Dispatch.Status> status = backend.find(Dispatch.class).map(Dispatch::status);
        status.filter(s -> !s.running()).ifPresent(s -> LOG.warn("Health: the engine does not run: {}", s.problem()));
        return Part.of(status.map(HealthResource::judge).orElse(Status.DOWN));
    }

    private static Status judge(Dispatch.Status engine) {
        if (!engine.running()) {
            return Status.DOWN;
        }
        return engine.problem().isEmpty() ? Status.UP : Status.DEGRADED;
    }
}
