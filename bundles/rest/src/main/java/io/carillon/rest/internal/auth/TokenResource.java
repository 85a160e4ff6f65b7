package io.carillon.rest.internal.auth;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.Scope;
import io.carillon.api.model.TokenId;
import io.carillon.api.model.Violation;
import io.carillon.api.service.NotFoundException;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Addresses;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.body.ContentTags;
import io.carillon.rest.internal.body.Ids;
import io.carillon.rest.internal.body.Moments;
import io.carillon.rest.internal.idempotency.Idempotency;
import io.carillon.rest.internal.paging.Listing;
import io.carillon.rest.internal.paging.Paging;
import io.carillon.rest.internal.problem.ProblemException;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Bearer tokens: {@code /tokens}. */
@Path("tokens")
@Produces(MediaType.APPLICATION_JSON)
public final class TokenResource {

    /** So that a person, or a program that looks for leaked secrets, sees what it is. */
    private static final String PREFIX = "carillon_";

    private static final int MAX_NAME = 100;

    private final Backend backend;
    private final Clock clock;
    private final Secrets secrets;
    private final Ids ids;

    public TokenResource(Backend backend, Clock clock, Secrets secrets, Ids ids) {
        this.backend = backend;
        this.clock = clock;
        this.secrets = secrets;
        this.ids = ids;
    }

    public record Wish(String name, List<String> scopes, String expiresAt) {}

    /** The secret, shown this once. */
    public record Created(String id, String token, String name, List<String> scopes, Instant expiresAt) {

        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    public record View(
            String id, String name, List<String> scopes, Instant createdAt, Instant expiresAt, Instant lastUsedAt) {

        static View of(AccessToken token) {
            return new View(
                    token.id().value(),
                    token.name(),
                    texts(token.scopes()),
                    token.createdAt(),
                    token.expiresAt().orElse(null),
                    token.lastUsedAt().orElse(null));
        }
    }

    @POST
    @Access(Scope.ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(Wish body, @Context ContainerRequestContext request) {
        if (Idempotency.isAskedFor(request)) {
            throw ProblemException.badRequest(
                    "invalid-header",
                    Violation.error(
                            Idempotency.HEADER,
                            "not-here",
                            "",
                            "",
                            "A token's secret is shown once and never kept, so it cannot be answered again: send no "
                                    + Idempotency.HEADER + " here."));
        }
        Wish wish = Bodies.required(body);
        Caller caller = Caller.of(request);
        Instant now = clock.instant();
        Violations violations = new Violations();
        String name = name(wish.name(), violations);
        Set<Scope> scopes = scopes(wish.scopes(), caller, violations);
        Optional<Instant> expiresAt = expiresAt(wish.expiresAt(), now, violations);
        violations.throwIfAny();
        String secret = PREFIX + secrets.next();
        AccessToken token = new AccessToken(
                new TokenId(ids.next("k")),
                caller.workspace(),
                caller.user().id(),
                name,
                Secrets.hash(secret),
                scopes,
                now,
                expiresAt,
                Optional.empty());
        backend.identities().addToken(token);
        return Response.created(Addresses.of("tokens/" + token.id()))
                .header(HttpHeaders.ETAG, ContentTags.of(View.of(token)))
                .entity(new Created(token.id().value(), secret, name, texts(scopes), expiresAt.orElse(null)))
                .build();
    }

    @GET
    @Access(Scope.ADMIN)
    public Listing<View> list(
            @QueryParam("limit") String limit,
            @QueryParam("cursor") String cursor,
            @Context ContainerRequestContext request) {
        List<AccessToken> all =
                backend.identities().listTokens(Caller.of(request).workspace());
        return Listing.of(
                Paging.of(request, limit, cursor).slice(all, token -> token.id().value()), View::of);
    }

    @GET
    @Path("{id}")
    @Access(Scope.ADMIN)
    public Response get(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return backend.identities().listTokens(Caller.of(request).workspace()).stream()
                .filter(token -> token.id().value().equals(id))
                .findFirst()
                .map(token -> ContentTags.ok(View.of(token)))
                .orElseThrow(() -> new NotFoundException("token", id));
    }

    @DELETE
    @Path("{id}")
    @Access(Scope.ADMIN)
    public void remove(@PathParam("id") String id, @Context ContainerRequestContext request) {
        TokenId token = Ids.parse("token", id, TokenId::new);
        if (!backend.identities().removeToken(Caller.of(request).workspace(), token)) {
            throw new NotFoundException("token", id);
        }
    }

    private static String name(String text, Violations violations) {
        if (text == null || text.isBlank() || text.length() > MAX_NAME) {
            violations.add(
                    "name",
                    "length",
                    "1 to " + MAX_NAME,
                    Integer.toString(text == null ? 0 : text.length()),
                    "Give the token a name of 1 to " + MAX_NAME + " characters that says what it is for.");
            return "";
        }
        return text.strip();
    }

    private static Set<Scope> scopes(List<String> texts, Caller caller, Violations violations) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        if (texts == null || texts.isEmpty()) {
            violations.required("scopes", "Say what the token may do: some of read, write, publish, admin and *.");
            return scopes;
        }
        for (int i = 0; i < texts.size(); i++) {
            String field = "scopes[" + i + "]";
            try {
                Scope scope = Scope.parse(texts.get(i));
                if (caller.may(scope)) {
                    scopes.add(scope);
                } else {
                    violations.add(
                            field, "not-yours", "", scope.text(), "You cannot give a scope that you do not have.");
                }
            } catch (IllegalArgumentException e) {
                violations.add(
                        field,
                        "one-of",
                        "read, write, publish, admin, *",
                        String.valueOf(texts.get(i)),
                        e.getMessage() + ".");
            }
        }
        return scopes;
    }

    private static Optional<Instant> expiresAt(String text, Instant now, Violations violations) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            Instant end = Moments.instant(text);
            if (end.isAfter(now)) {
                return Optional.of(end);
            }
            violations.add("expiresAt", "future", now.toString(), text, "expiresAt must lie in the future.");
        } catch (DateTimeException e) {
            violations.add(
                    "expiresAt",
                    "format",
                    "ISO 8601",
                    text,
                    "expiresAt is " + Moments.INSTANT_RULE + "; it was '" + text + "'.");
        }
        return Optional.empty();
    }

    private static List<String> texts(Set<Scope> scopes) {
        return Stream.of(Scope.values())
                .filter(scopes::contains)
                .map(Scope::text)
                .toList();
    }
}
