package io.carillon.api.publisher;

import java.util.Objects;
import java.util.Optional;

/**
 * What a network knows our server as: a developer app (a client, in the words of RFC 6749). It never shows its secret in
 * {@link #toString()}.
 */
public record OAuth2App(String clientId, Optional<String> clientSecret) {

    public OAuth2App {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(clientSecret, "clientSecret");
    }

    @Override
    public String toString() {
        return "OAuth2App[" + clientId + "]";
    }
}
