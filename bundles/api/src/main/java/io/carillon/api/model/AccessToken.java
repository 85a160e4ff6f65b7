package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A bearer token for programs. Only its hash is stored.
 *
 * @param hash SHA-256 of the secret, lower-case hex; the secret has 256 random bits, so a fast hash is enough
 */
public record AccessToken(
        TokenId id,
        WorkspaceId workspace,
        UserId user,
        String name,
        String hash,
        Set<Scope> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt) {

    public AccessToken {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(lastUsedAt, "lastUsedAt");
        scopes = Set.copyOf(scopes);
    }

    public boolean allows(Scope scope) {
        return scopes.contains(Scope.ALL) || scopes.contains(scope);
    }
}
