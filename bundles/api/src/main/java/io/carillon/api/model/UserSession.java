package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A person signed in with a browser. Cookie and CSRF token are stored only as hashes.
 *
 * @param hash SHA-256 of the cookie, lower-case hex
 * @param csrfHash SHA-256 of the CSRF token, lower-case hex
 */
public record UserSession(String hash, UserId user, String csrfHash, Instant createdAt, Instant expiresAt) {

    public UserSession {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(csrfHash, "csrfHash");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
