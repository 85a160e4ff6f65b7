package io.carillon.rest.internal.auth;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.User;
import io.carillon.api.model.UserSession;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.IdentityStore;
import io.carillon.api.store.StoreException;
import io.carillon.api.store.WorkspaceStore.Membership;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.backend.NotReadyException;
import io.carillon.rest.internal.problem.ProblemDetail;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who makes a request: by bearer token, else by the cookie of a browser's session. */
public final class Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    private static final String BEARER = "bearer ";
    private static final String WORKSPACE = "X-Workspace";
    private static final String CSRF = "X-CSRF-Token";

    /** Noting every single use would make each read a write. */
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final Backend backend;
    private final Clock clock;

    public Authenticator(Backend backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
    }

    /** @throws ProblemException 401 if nobody is known, 403 if the person may not act like this */
    Caller authenticate(ContainerRequestContext request, boolean reading) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return byToken(authorization, request);
        }
        Cookie cookie = request.getCookies().get(Cookies.SESSION);
        if (cookie == null) {
            throw unknown("not-signed-in", "Sign in with POST /api/v1/session, or send a bearer token.");
        }
        return bySession(cookie.getValue(), request, reading);
    }

    /** Who makes a request that everybody may make; empty for nobody, and where that cannot be found out. */
    public Optional<Caller> find(ContainerRequestContext request) {
        try {
            return Optional.of(authenticate(request, true));
        } catch (ProblemException | StoreException | NotReadyException e) {
            LOG.debug("Answered as to nobody", e);
            return Optional.empty();
        }
    }

    private Caller byToken(String authorization, ContainerRequestContext request) {
        Caller caller = bearer(authorization);
        Optional<WorkspaceId> chosen = chosen(request);
        if (chosen.isPresent() && !chosen.get().equals(caller.workspace())) {
            throw AccessFilter.forbidden(
                    "workspace-forbidden",
                    "This token belongs to the workspace '" + caller.workspace() + "'. Leave out " + WORKSPACE + ".");
        }
        return caller;
    }

    /** @throws ProblemException 401 if there is no such token, 403 if its person has left its workspace */
    Caller bearer(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw unknown("invalid-token", "The header Authorization must be 'Bearer' and a token.");
        }
        return bySecret(authorization.substring(BEARER.length()));
    }

    /** As {@link #bearer}, with the token alone. */
    Caller bySecret(String text) {
        Instant now = clock.instant();
        IdentityStore identities = backend.identities();
        String secret = text.strip();
        AccessToken token = identities
                .findToken(Secrets.hash(secret))
                .orElseThrow(() -> unknown("invalid-token", "There is no such token, or it was deleted."));
        if (token.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
            throw unknown("token-expired", "This token has expired. Create a new one.");
        }
        User user = identities
                .findUser(token.user())
                .orElseThrow(() -> unknown("invalid-token", "The person of this token is gone."));
        Membership membership = membership(user, Optional.of(token.workspace()));
        if (token.lastUsedAt()
                .filter(used -> used.plus(USE_NOTED_EVERY).isAfter(now))
                .isEmpty()) {
            identities.tokenUsed(token.id(), now);
        }
        return new Caller(user, token.workspace(), membership.role(), Optional.empty(), Optional.of(token));
    }

    private Caller bySession(String cookie, ContainerRequestContext request, boolean reading) {
        IdentityStore identities = backend.identities();
        UserSession session = identities
                .findSession(Secrets.hash(cookie), clock.instant())
                .orElseThrow(() -> unknown("session-ended", "Your session has ended. Sign in again."));
        User user = identities
                .findUser(session.user())
                .orElseThrow(() -> unknown("session-ended", "The person of this session is gone."));
        if (!reading) {
            requireCsrf(request, session);
        }
        Membership membership = membership(user, chosen(request));
        return new Caller(user, membership.workspace().id(), membership.role(), Optional.of(session), Optional.empty());
    }

    private Membership membership(User user, Optional<WorkspaceId> chosen) {
        List<Membership> memberships = backend.workspaces().memberships(user.id());
        return memberships.stream()
                .filter(m -> chosen.isEmpty() || m.workspace().id().equals(chosen.get()))
                .findFirst()
                .orElseThrow(
                        () -> AccessFilter.forbidden(
                                "workspace-forbidden",
                                chosen.map(id -> "You are no member of a workspace '" + id
                                                + "'. GET /api/v1/session lists yours.")
                                        .orElse(
                                                "You are no member of any workspace, so there is nothing here that you may see.")));
    }

    private static Optional<WorkspaceId> chosen(ContainerRequestContext request) {
        try {
            return Optional.ofNullable(request.getHeaderString(WORKSPACE)).map(WorkspaceId::new);
        } catch (IllegalArgumentException e) {
            throw AccessFilter.forbidden("workspace-forbidden", WORKSPACE + ": " + e.getMessage() + ".");
        }
    }

    private static void requireCsrf(ContainerRequestContext request, UserSession session) {
        String token = request.getHeaderString(CSRF);
        if (token == null || !Secrets.matches(token, session.csrfHash())) {
            throw AccessFilter.forbidden(
                    "csrf",
                    "Changes from a browser's session need the header " + CSRF + " with the value of the cookie "
                            + Cookies.CSRF + ".");
        }
    }

    private static ProblemException unknown(String code, String detail) {
        return new ProblemException(
                ProblemDetail.of(401, code, detail), Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"carillon\""));
    }
}
