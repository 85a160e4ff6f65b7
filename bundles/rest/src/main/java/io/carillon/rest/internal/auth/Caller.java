package io.carillon.rest.internal.auth;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.Role;
import io.carillon.api.model.Scope;
import io.carillon.api.model.User;
import io.carillon.api.model.UserSession;
import io.carillon.api.model.WorkspaceId;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Objects;
import java.util.Optional;

/**
 * Who makes a request, and in which workspace.
 *
 * @param session present if a browser's session says so
 * @param token present if a bearer token says so; exactly one of both is present
 */
public record Caller(
        User user, WorkspaceId workspace, Role role, Optional<UserSession> session, Optional<AccessToken> token) {

    private static final String PROPERTY = "carillon.caller";

    public Caller {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(token, "token");
    }

    /** The caller of a request that was let through. */
    public static Caller of(ContainerRequestContext request) {
        return (Caller) Objects.requireNonNull(request.getProperty(PROPERTY), "The method is open: nobody was asked");
    }

    void attachTo(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    /** Whether role and token both allow it; {@link Scope#ALL} asks for everything. */
    public boolean may(Scope scope) {
        return roleAllows(scope) && token.map(t -> t.allows(scope)).orElse(true);
    }

    /** @throws ProblemException 403 with what is missing */
    public void require(Scope scope) {
        if (!roleAllows(scope)) {
            throw AccessFilter.forbidden(
                    "role-too-low",
                    "Your role in the workspace '" + workspace + "' is " + role + ", which may not do this ("
                            + scope.text() + "). Ask an owner of the workspace.");
        }
        if (!may(scope)) {
            throw AccessFilter.forbidden(
                    "scope-missing", "This token lacks the scope '" + scope.text() + "'. Use a token that has it.");
        }
    }

    /** Whether it is the administrator of the server, and a token of theirs says so too. */
    public boolean isAdministrator() {
        return user.administrator() && may(Scope.ADMIN);
    }

    /**
     * For what concerns the whole server.
     *
     * @param rule a sentence that says whose it is
     * @throws ProblemException 403 to everybody but the administrator
     */
    public void requireAdministrator(String rule) {
        if (!user.administrator()) {
            throw AccessFilter.forbidden("administrator-only", rule);
        }
    }

    /** Whether the role may approve posts, and a token may make them go out. */
    public boolean mayApprove() {
        return role.mayApprove() && token.map(t -> t.allows(Scope.PUBLISH)).orElse(true);
    }

    /** @throws ProblemException 403 if {@link #mayApprove} says no, with what is missing */
    public void requireApproval() {
        if (!role.mayApprove()) {
            throw AccessFilter.forbidden(
                    "role-too-low",
                    "Your role in the workspace '" + workspace + "' is " + role
                            + "; an OWNER or APPROVER approves and rejects posts.");
        }
        if (!mayApprove()) {
            throw AccessFilter.forbidden(
                    "scope-missing",
                    "This token lacks the scope '" + Scope.PUBLISH.text() + "'. Use a token that has it.");
        }
    }

    private boolean roleAllows(Scope scope) {
        return scope == Scope.ALL ? role == Role.OWNER : Permissions.of(role).contains(scope);
    }
}
