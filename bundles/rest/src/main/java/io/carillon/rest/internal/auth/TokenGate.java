package io.carillon.rest.internal.auth;

import io.carillon.api.model.Scope;
import io.carillon.api.service.BearerTokens;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.backend.NotReadyException;
import io.carillon.rest.internal.problem.ProblemException;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Judges tokens for what other bundles serve beside the API, by the API's own rules. */
@Component(service = BearerTokens.class)
public final class TokenGate implements BearerTokens {

    private final Authenticator authenticator;

    @Activate
    public TokenGate(@Reference Backend backend) {
        this(backend, Clock.systemUTC());
    }

    TokenGate(Backend backend, Clock clock) {
        authenticator = new Authenticator(backend, clock);
    }

    @Override
    public Verdict judge(String authorization, Scope needed) {
        try {
            return authenticator.bearer(authorization).may(needed) ? Verdict.ALLOWED : Verdict.FORBIDDEN;
        } catch (ProblemException e) {
            return e.problem().status() == 401 ? Verdict.UNKNOWN : Verdict.FORBIDDEN;
        } catch (NotReadyException | StoreException e) {
            throw new UnavailableException("Tokens cannot be looked up at this moment: " + e.getMessage());
        }
    }
}
