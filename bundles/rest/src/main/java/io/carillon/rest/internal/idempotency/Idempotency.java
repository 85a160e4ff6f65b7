package io.carillon.rest.internal.idempotency;

import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.IdempotencyStore;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.auth.Caller;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.backend.NotReadyException;
import io.carillon.rest.internal.body.BodyFilter;
import io.carillon.rest.internal.body.Digests;
import io.carillon.rest.internal.json.Json;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a creating request once per {@code Idempotency-Key}.
 *
 * <p>A request that certainly had no effect gives its key back. One whose effect is unknown, because the answer to a
 * commit was lost or the server died, keeps it: a repetition is refused rather than carried out twice.
 */
public final class Idempotency {

    public static final String HEADER = "Idempotency-Key";

    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final int MAX_LENGTH = 255;

    private final Backend backend;
    private final Clock clock;

    public Idempotency(Backend backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
    }

    public static boolean isAskedFor(ContainerRequestContext request) {
        return request.getHeaderString(HEADER) != null;
    }

    /** Carries out work that depends on nothing but the address and the JSON body. */
    public Response once(ContainerRequestContext request, Supplier<Response> work) {
        return once(request, BodyFilter.hash(request), work);
    }

    /**
     * Carries out work, or answers as the first request with the same key was answered.
     *
     * @param bodyHash what tells the body from another
     */
    public Response once(ContainerRequestContext request, String bodyHash, Supplier<Response> work) {
        String key = request.getHeaderString(HEADER);
        if (key == null) {
            return work.get();
        }
        requireValid(key);
        WorkspaceId workspace = Caller.of(request).workspace();
        String hash =
                Digests.sha256(request.getMethod() + "\n" + request.getUriInfo().getPath() + "\n" + bodyHash);
        IdempotencyStore store = backend.idempotency();
        Instant now = clock.instant();
        Optional<IdempotencyStore.Entry> known = store.begin(workspace, key, hash, now, now.plus(LIFETIME));
        return known.isPresent() ? repeat(known.get(), hash) : first(store, workspace, key, work);
    }

    private static Response first(IdempotencyStore store, WorkspaceId workspace, String key, Supplier<Response> work) {
        Response response;
        try {
            response = work.get();
        } catch (RuntimeException e) {
            if (hadNoEffect(e)) {
                release(store, workspace, key, e);
            }
            throw e;
        }
        String body = response.hasEntity() ? Json.write(kept(response.getEntity())) : "";
        String location =
                response.getLocation() == null ? "" : response.getLocation().toString();
        String etag =
                Optional.ofNullable(response.getHeaderString(HttpHeaders.ETAG)).orElse("");
        try {
            store.complete(workspace, key, new IdempotencyStore.Answer(response.getStatus(), location, etag, body));
        } catch (StoreException e) {
            // The work is done, so its answer goes out; a repetition will be refused as still under way.
            LOG.warn("The answer under an idempotency key could not be kept", e);
        }
        return response;
    }

    private static Object kept(Object entity) {
        return entity instanceof Confidential secret ? secret.withoutSecrets() : entity;
    }

    private static Response repeat(IdempotencyStore.Entry known, String hash) {
        if (!known.requestHash().equals(hash)) {
            throw new InvalidException(Violation.error(
                    HEADER,
                    "same-request",
                    "",
                    "",
                    "This key was used for another request. Use a new key for a new request."));
        }
        IdempotencyStore.Answer answer = known.answer()
                .orElseThrow(() -> new ConflictException(
                        "in-progress",
                        "The first request with this key is still being carried out, or how it ended is not known."
                                + " Look whether it took effect before you use another key."));
        Response.ResponseBuilder response = Response.status(answer.status()).header("Idempotency-Replayed", "true");
        if (!answer.location().isEmpty()) {
            response.location(URI.create(answer.location()));
        }
        if (!answer.etag().isEmpty()) {
            response.header(HttpHeaders.ETAG, answer.etag());
        }
        if (!answer.body().isEmpty()) {
            response.type(MediaType.APPLICATION_JSON_TYPE).entity(answer.body());
        }
        return response.build();
    }

    private static void release(IdempotencyStore store, WorkspaceId workspace, String key, RuntimeException reason) {
        try {
            store.release(workspace, key);
        } catch (StoreException e) {
            reason.addSuppressed(e);
        }
    }

    private static boolean hadNoEffect(RuntimeException e) {
        return e instanceof ProblemException
                || e instanceof InvalidException
                || e instanceof NotFoundException
                || e instanceof ConflictException
                || e instanceof InUseException
                || e instanceof StaleException
                || e instanceof UnavailableException
                || e instanceof NotReadyException;
    }

    private static void requireValid(String key) {
        boolean visible = key.chars().allMatch(c -> c > ' ' && c < 127);
        if (key.isEmpty() || key.length() > MAX_LENGTH || !visible) {
            throw ProblemException.badRequest(
                    "invalid-header",
                    Violation.error(
                            HEADER,
                            "format",
                            "1 to " + MAX_LENGTH + " visible ASCII characters",
                            Integer.toString(key.length()),
                            "An Idempotency-Key is 1 to " + MAX_LENGTH
                                    + " visible ASCII characters, such as a random UUID."));
        }
    }
}
