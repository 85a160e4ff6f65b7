package io.carillon.api.publisher;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How an account of a network is connected.
 *
 * @param fields what the person is asked for first
 * @param oauth2 present exactly with {@link Kind#OAUTH2}, unless the account's own server tells its endpoints
 * @param scopes that publishing needs; empty but for {@link Kind#OAUTH2}
 */
public record ConnectMethod(Kind kind, List<Field> fields, Optional<OAuth2Endpoints> oauth2, List<String> scopes) {

    public ConnectMethod {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(oauth2, "oauth2");
        fields = List.copyOf(fields);
        scopes = List.copyOf(scopes);
    }

    public enum Kind {
        OAUTH2,
        CREDENTIALS,
        NONE
    }

    /**
     * One question to the person.
     *
     * @param name as the settings name it
     * @param secret whether its value belongs into the grant and is never shown again
     */
    public record Field(String name, String label, boolean secret, boolean required) {

        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(label, "label");
        }
    }

    /** No secret is needed; the fields are plain settings. */
    public static ConnectMethod none(Field... fields) {
        return new ConnectMethod(Kind.NONE, List.of(fields), Optional.empty(), List.of());
    }

    public static ConnectMethod credentials(Field... fields) {
        return new ConnectMethod(Kind.CREDENTIALS, List.of(fields), Optional.empty(), List.of());
    }

    /** Consent at endpoints that are the same for all accounts, given to an app that an administrator configures. */
    public static ConnectMethod oauth2(OAuth2Endpoints endpoints, Field... fields) {
        return new ConnectMethod(Kind.OAUTH2, List.of(fields), Optional.of(endpoints), endpoints.scopes());
    }

    /**
     * Consent at the account's own server, which {@code AccountConnector.authorizationServer} finds by the answers.
     *
     * @param scopes that publishing needs, as the servers name them
     */
    public static ConnectMethod oauth2PerServer(List<String> scopes, Field... fields) {
        return new ConnectMethod(Kind.OAUTH2, List.of(fields), Optional.empty(), scopes);
    }
}
