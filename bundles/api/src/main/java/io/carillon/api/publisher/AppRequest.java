package io.carillon.api.publisher;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How our server introduces itself to an authorization server.
 *
 * @param name for the person who is asked for consent
 * @param website of this installation
 * @param redirectUri to which people come back
 */
public record AppRequest(AuthorizationServer server, String name, URI website, URI redirectUri) {

    public AppRequest {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(website, "website");
        Objects.requireNonNull(redirectUri, "redirectUri");
    }

    /** All scopes that will ever be asked for, the optional ones too. */
    public List<String> scopes() {
        OAuth2Endpoints endpoints = server.endpoints();
        return Stream.concat(endpoints.scopes().stream(), endpoints.optionalScopes().stream())
                .toList();
    }
}
