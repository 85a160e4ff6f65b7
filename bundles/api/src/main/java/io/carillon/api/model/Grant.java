package io.carillon.api.model;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The secrets that let us act for an account: a token, a pair of tokens, an app password. It never shows its values in
 * {@link #toString()}, so that no log, exception or response can leak them by accident.
 *
 * @param secrets by the names that the publisher gave them
 * @param expiresAt when it ends; absent where it does not
 */
public record Grant(Map<String, String> secrets, Optional<Instant> expiresAt) {

    /** The name under which {@link #oauthToken(String)} keeps its token. */
    public static final String ACCESS_TOKEN = "accessToken";

    private static final Grant NONE = new Grant(Map.of(), Optional.empty());

    public Grant {
        secrets = Map.copyOf(secrets);
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** For networks that need no secret, and wherever an account is shown rather than used. */
    public static Grant none() {
        return NONE;
    }

    public static Grant oauthToken(String accessToken) {
        return new Grant(Map.of(ACCESS_TOKEN, accessToken), Optional.empty());
    }

    public Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public String toString() {
        return "Grant" + secrets.keySet() + expiresAt.map(at -> " until " + at).orElse("");
    }
}
