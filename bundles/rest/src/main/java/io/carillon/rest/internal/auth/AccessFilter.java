package io.carillon.rest.internal.auth;

import io.carillon.api.model.Scope;
import io.carillon.rest.internal.problem.ProblemException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Optional;
import java.util.Set;

/** Lets a request through if its caller is known and may do it. */
final class AccessFilter implements ContainerRequestFilter {

    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Authenticator authenticator;
    private final Optional<Scope> needed;
    private final boolean tokenInQuery;

    /**
     * A guard of one method.
     *
     * @param needed by the method; without it, what its HTTP method suggests
     * @param tokenInQuery whether the token may be given by {@link TokenInQuery#PARAMETER}
     */
    AccessFilter(Authenticator authenticator, Optional<Scope> needed, boolean tokenInQuery) {
        this.authenticator = authenticator;
        this.needed = needed;
        this.tokenInQuery = tokenInQuery;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        boolean reading = READING.contains(request.getMethod());
        Caller caller = queryToken(request)
                .map(authenticator::bySecret)
                .orElseGet(() -> authenticator.authenticate(request, reading));
        Scope scope = needed.orElse(reading ? Scope.READ : Scope.WRITE);
        caller.require(scope);
        caller.attachTo(request);
    }

    private Optional<String> queryToken(ContainerRequestContext request) {
        return Optional.of(request)
                .filter(any -> tokenInQuery)
                .map(any -> any.getUriInfo().getQueryParameters().getFirst(TokenInQuery.PARAMETER));
    }

    static ProblemException forbidden(String code, String detail) {
        return new ProblemException(403, code, detail);
    }
}
