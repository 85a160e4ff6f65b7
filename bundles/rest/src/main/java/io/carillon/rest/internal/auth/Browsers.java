package io.carillon.rest.internal.auth;

import io.carillon.api.model.Scope;
import io.carillon.api.model.UserId;
import io.carillon.api.model.UserSession;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells browsers apart, so that a consent ends in the one where it began: by a person's session, or, where a program with
 * a token began, by a cookie of its own.
 */
public final class Browsers {

    /** The cookie of a browser that began without a session. */
    public static final String COOKIE = "carillon-connect";

    private static final String PATH = "/oauth";
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final Backend backend;
    private final Clock clock;

    public Browsers(Backend backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
    }

    /** How a session is known later. */
    public static String mark(UserSession session) {
        return "session:" + session.hash();
    }

    /** How a browser with {@link #cookie} is known later. */
    public static String mark(String secret) {
        return "cookie:" + Secrets.hash(secret);
    }

    /** @param secure whether browsers may send it over HTTPS only */
    public static NewCookie cookie(String secret, boolean secure) {
        return new NewCookie.Builder(COOKIE)
                .value(secret)
                .path(PATH)
                .maxAge(Math.toIntExact(LIFE.toSeconds()))
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /**
     * Who stands before us.
     *
     * @param session the value of the session's cookie
     * @param own the value of {@link #COOKIE}
     * @param authorization the header, for programs that follow the network's redirect themselves
     */
    public Visitor visitor(Optional<String> session, Optional<String> own, Optional<String> authorization) {
        Set<String> marks = new LinkedHashSet<>();
        Optional<UserSession> found =
                session.flatMap(cookie -> backend.identities().findSession(Secrets.hash(cookie), clock.instant()));
        found.map(Browsers::mark).ifPresent(marks::add);
        own.map(Browsers::mark).ifPresent(marks::add);
        Optional<Caller> program = authorization.flatMap(this::caller);
        return new Visitor(
                found.map(UserSession::user)
                        .or(() -> program.map(caller -> caller.user().id())),
                found.map(UserSession::user)
                        .map(this::workspaces)
                        .or(() -> program.map(caller -> Set.of(caller.workspace())))
                        .orElse(Set.of()),
                marks);
    }

    /** Those in which somebody may connect accounts. */
    private Set<WorkspaceId> workspaces(UserId user) {
        return backend.workspaces().memberships(user).stream()
                .filter(membership -> Permissions.of(membership.role()).contains(Scope.WRITE))
                .map(membership -> membership.workspace().id())
                .collect(Collectors.toSet());
    }

    private Optional<Caller> caller(String authorization) {
        try {
            Caller caller = new Authenticator(backend, clock).bearer(authorization);
            caller.require(Scope.WRITE);
            return Optional.of(caller);
        } catch (ProblemException e) {
            // A token that does not count, or not for this, says nothing about who this is.
            return Optional.empty();
        }
    }
}
