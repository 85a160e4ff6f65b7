package io.carillon.rest.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.Counting;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.publisher.TextRule;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ClientDocumentTest {

    private static final URI CALLBACK = URI.create("https://bells.example.com/carillon/oauth/callback");

    private static final Function<Platform, Map<String, Object>> KEY =
            platform -> Map.of("kid", "key of " + platform.id());

    private static PublisherProfile profile(ConnectMethod method) {
        return PublisherProfile.builder(Platform.BLUESKY, "Bluesky", TextRule.of(300, Counting.GRAPHEMES))
                .connect(method)
                .build();
    }

    @Test
    void documentSaysWhatServersCheckOfAClientThatSigns() {
        ConnectMethod method = ConnectMethod.oauth2PerServer(List.of("atproto", "transition:generic"))
                .withClientDocument();
        assertThat(ClientDocument.of(profile(method), CALLBACK, KEY).orElseThrow())
                .containsEntry("client_id", "https://bells.example.com/carillon/oauth/clients/bluesky.json")
                .containsEntry("client_uri", "https://bells.example.com/carillon/")
                .containsEntry("redirect_uris", List.of(CALLBACK.toString()))
                .containsEntry("scope", "atproto transition:generic")
                .containsEntry("token_endpoint_auth_method", "private_key_jwt")
                .containsEntry("token_endpoint_auth_signing_alg", "ES256")
                .containsEntry("jwks", Map.of("keys", List.of(Map.of("kid", "key of bluesky"))))
                .containsEntry("dpop_bound_access_tokens", true);
    }

    @Test
    void itIsWherePublishersSayThatItIs() {
        URI server = URI.create("https://pds.example.com");
        AppRequest request = new AppRequest(
                new AuthorizationServer(
                        server, OAuth2Endpoints.at(server, server).build(), true),
                "Carillon",
                CALLBACK.resolve("/"),
                CALLBACK);
        ConnectMethod method = ConnectMethod.oauth2PerServer(List.of("atproto")).withClientDocument();
        assertThat(ClientDocument.of(profile(method), CALLBACK, KEY).orElseThrow())
                .containsEntry(
                        "client_id", request.clientDocument(Platform.BLUESKY).toString());
    }

    @Test
    void networksThatRegisterClientsHaveNone() {
        assertThat(ClientDocument.of(profile(ConnectMethod.oauth2PerServer(List.of("write"))), CALLBACK, KEY))
                .isEmpty();
    }
}
