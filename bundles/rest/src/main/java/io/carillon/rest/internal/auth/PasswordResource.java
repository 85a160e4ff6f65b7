package io.carillon.rest.internal.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.carillon.api.model.Scope;
import io.carillon.api.model.User;
import io.carillon.api.model.UserSession;
import io.carillon.api.service.ConflictException;
import io.carillon.api.store.StaleException;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.body.Bodies;
import io.carillon.rest.internal.problem.Violations;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** The caller's own password: {@code /session/password}. */
@Path("session/password")
public final class PasswordResource {

    private final Backend backend;
    private final Passwords passwords;
    private final PasswordGate gate;

    public PasswordResource(Backend backend, Passwords passwords, PasswordGate gate) {
        this.backend = backend;
        this.passwords = passwords;
        this.gate = gate;
    }

    /** Both passwords; it never shows them. */
    public record Change(
            String current, @JsonProperty("new") String next) {

        @Override
        public String toString() {
            return "Change[]";
        }
    }

    /** The other sessions of the person end: whoever knew the old password is out. Tokens stay. */
    @PUT
    @Access(Scope.READ)
    @Consumes(MediaType.APPLICATION_JSON)
    public void change(Change body, @Context ContainerRequestContext request) {
        Change change = Bodies.required(body);
        Caller caller = Caller.of(request);
        UserSession session = caller.session()
                .orElseThrow(() -> new ConflictException(
                        "no-session",
                        "A bearer token changes no password. Sign in with POST /api/v1/session, and change it there."));
        Violations violations = new Violations();
        Passwords.requireSent(violations, "current", change.current());
        Passwords.requireNew(violations, "new", change.next());
        violations.throwIfAny();
        User user = gate.open(caller.user().username(), change.current(), request)
                .orElseThrow(() -> AccessFilter.forbidden("wrong-password", "current is not your password."));
        if (change.next().equals(change.current())) {
            violations.add("new", "another", "", "", "new is the password that you have. Choose another.");
            violations.throwIfAny();
        }
        if (!backend.identities().changePassword(user, passwords.hash(change.next()), Optional.of(session.hash()))) {
            throw new StaleException("The password was changed at the same moment.");
        }
    }
}
