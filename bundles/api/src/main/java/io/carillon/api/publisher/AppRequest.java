package io.carillon.api.publisher;

import io.carillon.api.model.Platform;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How our server introduces itself to an authorization server.
 *
 * @param name for the person who is asked for consent
 * @param website of this installation
 * @param redirectUri to which people come back. It is one of the server's own where its endpoints name no issuer and the
 *     network's servers know ours by no document
 */
public record AppRequest(AuthorizationServer server, String name, URI website, URI redirectUri) {

    public AppRequest {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(website, "website");
        Objects.requireNonNull(redirectUri, "redirectUri");
    }

    /**
     * Where our server shows what it is to servers that know clients by a document, with its redirect address,
     * its scopes and the key that it signs with, in the words of RFC 7591. It is shown for networks whose {@link ConnectMethod#clientDocument} says so.
     */
    public URI clientDocument(Platform platform) {
        return redirectUri.resolve("clients/" + platform.id() + ".json");
    }

    /** Whether a client id is the address of such a document. */
    public static boolean isClientDocument(Platform platform, String clientId) {
        return clientId.startsWith("https://") && clientId.endsWith("/clients/" + platform.id() + ".json");
    }

    /** All scopes that will ever be asked for, the optional ones too. */
    public List<String> scopes() {
        OAuth2Endpoints endpoints = server.endpoints();
        return Stream.concat(endpoints.scopes().stream(), endpoints.optionalScopes().stream())
                .toList();
    }
}
