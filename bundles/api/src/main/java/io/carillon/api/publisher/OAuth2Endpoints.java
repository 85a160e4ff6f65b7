package io.carillon.api.publisher;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where and how people give consent.
 *
 * @param scopes that publishing needs
 * @param scopeSeparator a space, or a comma on networks that deviate from RFC 6749
 * @param pkce whether the network takes RFC 7636 proofs
 */
public record OAuth2Endpoints(
        URI authorization,
        URI token,
        Optional<URI> revocation,
        List<String> scopes,
        char scopeSeparator,
        boolean pkce) {

    public OAuth2Endpoints {
        Objects.requireNonNull(authorization, "authorization");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(revocation, "revocation");
        scopes = List.copyOf(scopes);
    }
}
