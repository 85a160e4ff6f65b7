package io.carillon.itests.simulators.oauth;

import java.util.List;
import java.util.Optional;

/** A developer app: a client, in the words of RFC 6749. */
public record App(
        String id,
        String clientId,
        String clientSecret,
        String name,
        Optional<String> website,
        List<String> redirectUris,
        List<String> scopes) {

    public App {
        redirectUris = List.copyOf(redirectUris);
        scopes = List.copyOf(scopes);
    }
}
