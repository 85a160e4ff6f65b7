package io.carillon.api.publisher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an account of a network is connected.
 *
 * @param fields what the person is asked for first
 * @param oauth2 present exactly with {@link Kind#OAUTH2}, unless the account's own server tells its endpoints
 * @param scopes that publishing needs; empty but for {@link Kind#OAUTH2}
 * @param clientDocument whether the network's servers know ours by a document that it shows at {@link
 *     AppRequest#clientDocument}, instead of registering it
 * @param alternative another way without consent, for people who prefer it; only with {@link Kind#OAUTH2}
 */
public record ConnectMethod(
        Kind kind,
        List<Field> fields,
        Optional<OAuth2Endpoints> oauth2,
        List<String> scopes,
        boolean clientDocument,
        Optional<ConnectMethod> alternative) {

    public ConnectMethod {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(oauth2, "oauth2");
        Objects.requireNonNull(alternative, "alternative");
        if (alternative.isPresent() && (kind != Kind.OAUTH2 || alternative.get().kind == Kind.OAUTH2)) {
            throw new IllegalArgumentException("Only consent has an alternative, and that asks for none");
        }
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
     * @param choices what the answer is among, by their values in small or capital letters; empty where it is free. It is
     *     held against these before the publisher gets it
     */
    public record Field(String name, String label, boolean secret, boolean required, List<PostOption.Choice> choices) {

        /** @throws IllegalArgumentException if there are choices for a secret */
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(label, "label");
            choices = List.copyOf(choices);
            if (secret && !choices.isEmpty()) {
                throw new IllegalArgumentException("What everybody can choose is no secret: " + name);
            }
        }

        /** A question with a free answer. */
        public Field(String name, String label, boolean secret, boolean required) {
            this(name, label, secret, required, List.of());
        }

        /** A question that need not be answered, with one of several answers. */
        public static Field choice(String name, String label, List<PostOption.Choice> choices) {
            return new Field(name, label, false, false, choices);
        }
    }

    /** No secret is needed; the fields are plain settings. */
    public static ConnectMethod none(Field... fields) {
        return new ConnectMethod(Kind.NONE, List.of(fields), Optional.empty(), List.of(), false, Optional.empty());
    }

    public static ConnectMethod credentials(Field... fields) {
        return new ConnectMethod(
                Kind.CREDENTIALS, List.of(fields), Optional.empty(), List.of(), false, Optional.empty());
    }

    /** Consent at endpoints that are the same for all accounts, given to an app that an administrator configures. */
    public static ConnectMethod oauth2(OAuth2Endpoints endpoints, Field... fields) {
        return new ConnectMethod(
                Kind.OAUTH2, List.of(fields), Optional.of(endpoints), endpoints.scopes(), false, Optional.empty());
    }

    /**
     * Consent at the account's own server, which {@code AccountConnector.authorizationServer} finds by the answers.
     *
     * @param scopes that publishing needs, as the servers name them
     */
    public static ConnectMethod oauth2PerServer(List<String> scopes, Field... fields) {
        return new ConnectMethod(Kind.OAUTH2, List.of(fields), Optional.empty(), scopes, false, Optional.empty());
    }

    /** The same where servers know ours by a document: a client that signs with a key of its own, whose tokens are bound. */
    public ConnectMethod withClientDocument() {
        return new ConnectMethod(kind, fields, oauth2, scopes, true, alternative);
    }

    /** The same for people who may give credentials instead of consent. */
    public ConnectMethod orCredentials(Field... others) {
        return new ConnectMethod(kind, fields, oauth2, scopes, clientDocument, Optional.of(credentials(others)));
    }

    /** The way that asks for no consent; empty where there is none. */
    public Optional<ConnectMethod> withoutConsent() {
        return kind == Kind.OAUTH2 ? alternative : Optional.of(this);
    }

    /** What people are asked for on all ways; a field of two ways has the same name and is there once. */
    public List<Field> allFields() {
        Map<String, Field> all = new LinkedHashMap<>();
        fields.forEach(field -> all.put(field.name(), field));
        alternative.ifPresent(other -> other.fields.forEach(field -> all.putIfAbsent(field.name(), field)));
        return List.copyOf(all.values());
    }
}
