package io.carillon.rest.internal.auth;

import io.carillon.api.model.Scope;
import io.carillon.api.model.User;
import io.carillon.api.model.UserSession;
import io.carillon.api.service.ConflictException;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.problem.ProblemException;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Signing in and out: {@code /session}. */
@Path("session")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {

    private final Backend backend;
    private final Clock clock;
    private final Secrets secrets;
    private final PasswordGate gate;
    private final Cookies cookies;
    private final Duration lifetime;

    public SessionResource(
            Backend backend, Clock clock, Secrets secrets, PasswordGate gate, Cookies cookies, Duration lifetime) {
        this.backend = backend;
        this.clock = clock;
        this.secrets = secrets;
        this.gate = gate;
        this.cookies = cookies;
        this.lifetime = lifetime;
    }

    /** What a person signs in with; it never shows its password. */
    public record Credentials(String username, String password) {

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /** Who the caller is; {@code expiresAt} is null where a token has no end. */
    public record Me(Person user, String workspace, List<Member> workspaces, List<String> scopes, Instant expiresAt) {}

    public record Person(String id, String username, boolean administrator) {}

    public record Member(String id, String name, String role) {}

    @POST
    @Open
    @Consumes(MediaType.APPLICATION_JSON)
    public Response signIn(Credentials body, @Context ContainerRequestContext request) {
        Credentials credentials = Bodies.required(body);
        requireComplete(credentials);
        return open(gate.open(credentials.username(), credentials.password(), request)
                .orElseThrow(() -> new ProblemException(401, "wrong-credentials", "User name or password is wrong.")));
    }

    @GET
    public Me whoAmI(@Context ContainerRequestContext request) {
        Caller caller = Caller.of(request);
        User user = caller.user();
        List<Member> members = backend.workspaces().memberships(user.id()).stream()
                .filter(m -> caller.token().isEmpty() || m.workspace().id().equals(caller.workspace()))
                .map(m -> new Member(
                        m.workspace().id().value(),
                        m.workspace().name(),
                        m.role().name()))
                .toList();
        return new Me(
                new Person(user.id().value(), user.username(), user.administrator()),
                caller.workspace().value(),
                members,
                Stream.of(Scope.READ, Scope.WRITE, Scope.PUBLISH, Scope.ADMIN)
                        .filter(caller::may)
                        .map(Scope::text)
                        .toList(),
                caller.session()
                        .map(UserSession::expiresAt)
                        .or(() -> caller.token().flatMap(t -> t.expiresAt()))
                        .orElse(null));
    }

    @DELETE
    @Access(Scope.READ)
    public Response signOut(@Context ContainerRequestContext request) {
        UserSession session = Caller.of(request)
                .session()
                .orElseThrow(() -> new ConflictException(
                        "no-session",
                        "A bearer token has no session. Delete the token instead: DELETE /api/v1/tokens/{id}"));
        backend.identities().removeSession(session.hash());
        return Response.noContent().cookie(cookies.none()).build();
    }

    private Response open(User user) {
        String session = secrets.next();
        String csrf = secrets.next();
        Instant now = clock.instant();
        backend.identities()
                .addSession(
                        new UserSession(Secrets.hash(session), user.id(), Secrets.hash(csrf), now, now.plus(lifetime)));
        return Response.noContent().cookie(cookies.of(session, csrf, lifetime)).build();
    }

    private static void requireComplete(Credentials credentials) {
        Violations violations = new Violations();
        Passwords.requireSent(violations, "username", credentials.username());
        Passwords.requireSent(violations, "password", credentials.password());
        violations.throwIfAny();
    }
}
