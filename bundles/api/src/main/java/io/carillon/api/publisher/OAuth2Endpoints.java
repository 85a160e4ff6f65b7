package io.carillon.api.publisher;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where people give consent, what for, and how the network's OAuth 2.0 differs from RFC 6749.
 *
 * @param revocation where a token is given back (RFC 7009)
 * @param pushedAuthorization where the request is left before the person is sent on (RFC 9126); used wherever present
 * @param issuer who the answer to an authorization request must name (RFC 9207); not checked where absent
 * @param scopes that publishing needs; what is not granted of them is shown as missing
 * @param optionalScopes that are asked for too, and not missed
 */
public record OAuth2Endpoints(
        URI authorization,
        URI token,
        Optional<URI> revocation,
        Optional<URI> pushedAuthorization,
        Optional<String> issuer,
        List<String> scopes,
        List<String> optionalScopes,
        OAuth2Dialect dialect) {

    public OAuth2Endpoints {
        Objects.requireNonNull(authorization, "authorization");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(revocation, "revocation");
        Objects.requireNonNull(pushedAuthorization, "pushedAuthorization");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(dialect, "dialect");
        scopes = List.copyOf(scopes);
        optionalScopes = List.copyOf(optionalScopes);
    }

    /** Starts with what every network has; the rest is as RFC 6749 has it, with PKCE, until something else is said. */
    public static Builder at(URI authorization, URI token) {
        return new Builder(authorization, token);
    }

    /** Collects endpoints and deviations. Not thread-safe. */
    public static final class Builder {

        private final URI authorization;
        private final URI token;
        private final Map<String, String> authorizationParameters = new HashMap<>();
        private final Map<String, String> parameterNames = new HashMap<>();
        private final Map<String, String> answerFields = new HashMap<>();
        private final Set<String> keptFields = new HashSet<>();
        private final Set<String> endingErrors = new HashSet<>(Set.of("invalid_grant"));
        private Optional<URI> revocation = Optional.empty();
        private Optional<URI> pushedAuthorization = Optional.empty();
        private Optional<String> issuer = Optional.empty();
        private List<String> scopes = List.of();
        private List<String> optionalScopes = List.of();
        private OAuth2Dialect.ClientAuthentication authentication = OAuth2Dialect.ClientAuthentication.BASIC;
        private char scopeSeparator = ' ';
        private boolean pkce = true;
        private boolean dpop;
        private Optional<Duration> consentLife = Optional.empty();
        private Optional<Duration> publicConsentLife = Optional.empty();

        private Builder(URI authorization, URI token) {
            this.authorization = authorization;
            this.token = token;
        }

        public Builder revocation(URI uri) {
            revocation = Optional.of(uri);
            return this;
        }

        public Builder pushedAuthorization(URI uri) {
            pushedAuthorization = Optional.of(uri);
            return this;
        }

        public Builder issuer(String name) {
            issuer = Optional.of(name);
            return this;
        }

        /** Those without which posts cannot be published. */
        public Builder scopes(String... all) {
            return scopes(List.of(all));
        }

        /** Those without which posts cannot be published. */
        public Builder scopes(Collection<String> all) {
            scopes = List.copyOf(all);
            return this;
        }

        public Builder optionalScopes(String... all) {
            optionalScopes = List.of(all);
            return this;
        }

        public Builder scopeSeparator(char separator) {
            scopeSeparator = separator;
            return this;
        }

        public Builder clientAuthentication(OAuth2Dialect.ClientAuthentication method) {
            authentication = method;
            return this;
        }

        /** The network refuses requests with proofs by RFC 7636. */
        public Builder withoutPkce() {
            pkce = false;
            return this;
        }

        /** Tokens are bound to a key (RFC 9449); {@code DpopProofs} makes the proofs that calls with them need. */
        public Builder dpop() {
            dpop = true;
            return this;
        }

        /** A further parameter of the authorization request, such as {@code access_type=offline}. */
        public Builder authorizationParameter(String name, String value) {
            authorizationParameters.put(name, value);
            return this;
        }

        /** The network calls a parameter of RFC 6749 otherwise, such as {@code client_id} {@code client_key}. */
        public Builder parameterName(String standard, String theirs) {
            parameterNames.put(standard, theirs);
            return this;
        }

        /** A field of the token answer is elsewhere, such as {@code access_token} at {@code /data/access_token}. */
        public Builder answerField(String standard, String jsonPointer) {
            answerFields.put(standard, jsonPointer);
            return this;
        }

        /** Further fields of the token answer, such as {@code open_id}, that the grant keeps under their own names. */
        public Builder keep(String... fields) {
            keptFields.addAll(List.of(fields));
            return this;
        }

        /** A further error code, beside {@code invalid_grant}, that says that a refresh token counts no more. */
        public Builder endingError(String code) {
            endingErrors.add(code);
            return this;
        }

        /**
         * The network ends a consent after this time, however often its tokens are renewed, and its token answers do not
         * say so: people are then told in time. What the answers do say ({@code refresh_token_expires_in}) needs no word.
         */
        public Builder consentLife(Duration life) {
            consentLife = Optional.of(life);
            return this;
        }

        /** As {@link #consentLife}, for a client without a secret or a signature: some networks trust it less. */
        public Builder publicConsentLife(Duration life) {
            publicConsentLife = Optional.of(life);
            return this;
        }

        public OAuth2Endpoints build() {
            return new OAuth2Endpoints(
                    authorization,
                    token,
                    revocation,
                    pushedAuthorization,
                    issuer,
                    scopes,
                    optionalScopes,
                    new OAuth2Dialect(
                            authentication,
                            scopeSeparator,
                            pkce,
                            dpop,
                            authorizationParameters,
                            parameterNames,
                            answerFields,
                            keptFields,
                            endingErrors,
                            consentLife,
                            publicConsentLife));
        }
    }
}
