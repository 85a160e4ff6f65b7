package io.carillon.itests.simulators.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An access token.
 *
 * @param user who it acts for; absent for one that is the app's own
 */
public record Token(String value, App app, Optional<String> user, List<String> scopes, Instant createdAt) {

    public Token {
        scopes = List.copyOf(scopes);
    }

    /** Whether a scope was granted, or one that holds it: {@code write} holds {@code write:statuses}. */
    public boolean allows(String scope) {
        return scopes.contains(scope) || scopes.contains(scope.split(":")[0]);
    }
}
