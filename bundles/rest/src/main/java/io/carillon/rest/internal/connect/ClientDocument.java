package io.carillon.rest.internal.connect;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.PublisherProfile;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What this server is to networks that know it by the address of a document: a client that signs with a key of its
 * own, and whose tokens are bound to others.
 *
 * @see <a href="https://atproto.com/specs/oauth#client-id-metadata-document">Client metadata of the AT Protocol</a>, whose
 *     fields are those of RFC 7591
 */
public final class ClientDocument {

    private ClientDocument() {}

    /**
     * The fields; empty where the network knows clients otherwise.
     *
     * @param callback where people come back to; the document is at {@code clients/<platform>.json} beside it
     * @param key gives the public half of the key, as a JWK
     */
    public static Optional<Map<String, Object>> of(
            PublisherProfile profile, URI callback, Function<Platform, Map<String, Object>> key) {
        ConnectMethod method = profile.connect();
        if (!method.clientDocument()) {
            return Optional.empty();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "client_id",
                callback.resolve("clients/" + profile.platform().id() + ".json").toString());
        fields.put("client_name", "Carillon");
        fields.put("client_uri", callback.resolve("..").toString());
        fields.put("redirect_uris", List.of(callback.toString()));
        fields.put("application_type", "web");
        fields.put("grant_types", List.of("authorization_code", "refresh_token"));
        fields.put("response_types", List.of("code"));
        fields.put("scope", String.join(" ", method.scopes()));
        fields.put("token_endpoint_auth_method", "private_key_jwt");
        fields.put("token_endpoint_auth_signing_alg", "ES256");
        fields.put("jwks", Map.of("keys", List.of(key.apply(profile.platform()))));
        fields.put("dpop_bound_access_tokens", true);
        return Optional.of(fields);
    }
}
