package io.carillon.accounts.internal.oauth;

import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Dialect;
import io.carillon.api.publisher.OAuth2Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A network's endpoints, and what it knows us as there.
 *
 * @param app its secret is a private key, as a JWK, where the network wants signatures
 */
public record Registration(OAuth2Endpoints endpoints, OAuth2App app) {

    public Registration {
        Objects.requireNonNull(endpoints, "endpoints");
        Objects.requireNonNull(app, "app");
    }

    OAuth2Dialect dialect() {
        return endpoints.dialect();
    }

    ClientID clientId() {
        return new ClientID(app.clientId());
    }

    /** How we show who we are, once; empty where the client id alone has to do. */
    Optional<ClientAuthentication> authentication(Instant now) {
        return app.clientSecret().map(Secret::new).flatMap(secret -> switch (dialect()
                .clientAuthentication()) {
            case BASIC -> Optional.of(new ClientSecretBasic(clientId(), secret));
            case BODY -> Optional.of(new ClientSecretPost(clientId(), secret));
            case PRIVATE_KEY_JWT ->
                Optional.of(ClientKey.parse(secret.getValue()).sign(clientId(), audience(), now));
            case NONE -> Optional.empty();
        });
    }

    boolean showsSecret() {
        return app.clientSecret().isPresent()
                && switch (dialect().clientAuthentication()) {
                    case BASIC, BODY -> true;
                    case PRIVATE_KEY_JWT, NONE -> false;
                };
    }

    /** After which a consent ends, where the network has such a rule for clients as we are one. */
    Optional<Duration> consentLife() {
        boolean isPublic = app.clientSecret().isEmpty();
        return dialect().publicConsentLife().filter(life -> isPublic).or(dialect()::consentLife);
    }

    /** Whom a signature is for. */
    private String audience() {
        return endpoints.issuer().orElseGet(() -> endpoints.token().toString());
    }

    Set<String> secrets() {
        return app.clientSecret().map(Set::of).orElse(Set.of());
    }
}
