package io.carillon.api.service;

import io.carillon.api.model.Grant;
import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Proofs that whoever sends a token also has the key that it is bound to (RFC 9449). Safe for many threads. */
@ProviderType
public interface DpopProofs {

    /**
     * Makes the value of the header {@code DPoP} for one call with the grant's access token, which goes as
     * {@code Authorization: DPoP <token>}. Each proof is good for one call.
     *
     * @param grant with a {@link io.carillon.api.publisher.OAuth2Grant#DPOP_KEY}
     * @param uri of the call; its query is left out, as the RFC says
     * @param nonce that the server named last in the header {@code DPoP-Nonce}
     * @throws IllegalArgumentException if the grant has no such key
     */
    String proof(Grant grant, String method, URI uri, Optional<String> nonce);
}
