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

    private OAuth2Grant() {}
}
