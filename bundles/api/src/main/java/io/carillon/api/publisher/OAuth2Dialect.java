package io.carillon.api.publisher;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a network's OAuth 2.0 differs from RFC 6749, as data: the client that speaks it has no special case for any
 * network. Made by {@link OAuth2Endpoints.Builder}, which explains the parts.
 *
 * @param scopeSeparator a space, or a comma on networks that deviate
 * @param pkce whether requests carry proofs by RFC 7636, always with {@code S256}
 * @param dpop whether tokens are bound to a key of ours (RFC 9449)
 * @param authorizationParameters that each authorization request carries further
 * @param parameterNames the network's own names of parameters, by their standard names
 * @param answerFields where fields of the token answer are, as JSON pointers (RFC 6901) by their standard names
 * @param endingErrors the error codes by which the token endpoint says that a refresh token counts no more
 * @param keptFields further fields of the token answer that the grant keeps; texts and numbers only
 * @param consentLife after which a consent ends however often its tokens are renewed, where the network has such a rule and
 *     its token answers do not tell
 * @param publicConsentLife the same for a client without a secret or a signature, where that is another
 */
public record OAuth2Dialect(
        ClientAuthentication clientAuthentication,
        char scopeSeparator,
        boolean pkce,
        boolean dpop,
        Map<String, String> authorizationParameters,
        Map<String, String> parameterNames,
        Map<String, String> answerFields,
        Set<String> keptFields,
        Set<String> endingErrors,
        Optional<Duration> consentLife,
        Optional<Duration> publicConsentLife) {

    /** How our server shows the network who it is. */
    public enum ClientAuthentication {
        /** Client id and secret in the header {@code Authorization: Basic}; also where the app turns out to have no secret. */
        BASIC,
        /** Client id and secret among the parameters. */
        BODY,
        /**
         * A statement that is signed by a key of ours (RFC 7523), whose public half is in the document that we show
         * ({@link ConnectMethod#clientDocument}); the client id alone for an app that is known by no such document.
         */
        PRIVATE_KEY_JWT,
        /** The client id alone: the app has no secret. */
        NONE
    }

    public OAuth2Dialect {
        Objects.requireNonNull(clientAuthentication, "clientAuthentication");
        Objects.requireNonNull(consentLife, "consentLife");
        Objects.requireNonNull(publicConsentLife, "publicConsentLife");
        authorizationParameters = Map.copyOf(authorizationParameters);
        parameterNames = Map.copyOf(parameterNames);
        answerFields = Map.copyOf(answerFields);
        keptFields = Set.copyOf(keptFields);
        endingErrors = Set.copyOf(endingErrors);
    }
}
