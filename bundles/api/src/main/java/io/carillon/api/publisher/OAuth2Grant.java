package io.carillon.api.publisher;

import io.carillon.api.model.Grant;

/**
 * Under which names a {@link Grant} keeps what an OAuth 2.0 consent gave. Fields that the network's endpoints name as
 * kept are beside them under their own names.
 */
public final class OAuth2Grant {

    public static final String ACCESS_TOKEN = Grant.ACCESS_TOKEN;

    /**
     * With which the grant is refreshed (RFC 6749 section 6). Where it is present together with {@link #CLIENT_ID},
     * Carillon refreshes by itself and does not ask the connector.
     */
    public static final String REFRESH_TOKEN = "refreshToken";

    /** What kind of token it is, such as {@code Bearer} or {@code DPoP}. */
    public static final String TOKEN_TYPE = "tokenType";

    /** The scopes that were granted, separated by spaces whatever the network uses. */
    public static final String SCOPE = "scope";

    /** The app that the consent was given to. */
    public static final String CLIENT_ID = "clientId";

    /** The address of the authorization server, where the account's own server told it. */
    public static final String SERVER = "authorizationServer";

    /** The private key that the tokens are bound to, a JWK (RFC 7517); {@code DpopProofs} proves it. */
    public static final String DPOP_KEY = "dpopKey";

    /**
     * When the refresh token ends, in the form of {@link java.time.Instant#toString()}; absent where the token answer does
     * not say.
     */
    public static final String REFRESH_ENDS_AT = "refreshTokenEndsAt";

    /**
     * When the consent ends, however often its tokens are renewed, in the form of {@link java.time.Instant#toString()};
     * absent where the network has no such rule, as far as its publisher says.
     */
    public static final String CONSENT_ENDS_AT = "consentEndsAt";

    private OAuth2Grant() {}
}
