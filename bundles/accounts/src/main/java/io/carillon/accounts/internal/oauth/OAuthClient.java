package io.carillon.accounts.internal.oauth;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.oauth2.sdk.util.URIUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.GuardedHttp.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An OAuth 2.0 client (RFC 6749) with PKCE (RFC 7636), pushed requests (RFC 9126), bound tokens (RFC 9449) and revocation
 * (RFC 7009), which may sign instead of showing a secret (RFC 7523), for any network whose deviations are given as data.
 * It keeps nothing but nonces. Safe for many threads; calls block for fifteen seconds at most.
 */
public final class OAuthClient {

    private static final String UNKNOWN_APP = "invalid_client";

    private final Wire wire;
    private final Clock clock;

    public OAuthClient(Supplier<Optional<GuardedHttp>> http, Clock clock) {
        wire = new Wire(http, clock);
        this.clock = clock;
    }

    /** A new secret for {@link Asking}. */
    public static String newVerifier() {
        return new CodeVerifier().getValue();
    }

    /**
     * What is asked of a person.
     *
     * @param verifier that proves later that the one who asked is the one who exchanges the code
     * @param key that tokens are to be bound to
     */
    public record Asking(URI redirectUri, String state, String verifier, Optional<DpopKey> key) {}

    /** Where to send a person, or why not. */
    public sealed interface Sent {}

    public record To(URI authorization) implements Sent {}

    public record Nowhere(TokenOutcome why) implements Sent {}

    /** Makes the address at which the person gives consent; where the network wants that, the request is left there first. */
    public Sent authorization(Registration registration, Asking asking) {
        OAuth2Endpoints endpoints = registration.endpoints();
        AuthorizationRequest request = request(registration, asking);
        if (endpoints.pushedAuthorization().isEmpty()) {
            return new To(address(registration, request.toParameters()));
        }
        URI endpoint = endpoints.pushedAuthorization().get();
        Set<String> secrets = secrets(registration, asking.verifier());
        GuardedHttp.Result result =
                wire.send(() -> requests(registration).pushed(endpoint, request), asking.key(), secrets);
        Optional<String> left = result instanceof Reply reply && reply.status() / 100 == 2
                ? TokenJson.parse(reply.body()).flatMap(json -> json.field("request_uri"))
                : Optional.empty();
        return left.<Sent>map(uri -> new To(address(
                        registration,
                        Map.of("client_id", List.of(registration.app().clientId()), "request_uri", List.of(uri)))))
                .orElseGet(() ->
                        new Nowhere(new TokenAnswer(registration, Map.of(), clock.instant(), secrets).read(result)));
    }

    private static AuthorizationRequest request(Registration registration, Asking asking) {
        List<String> scopes = asked(registration);
        AuthorizationRequest.Builder builder = new AuthorizationRequest.Builder(
                        ResponseType.CODE, registration.clientId())
                .redirectionURI(asking.redirectUri())
                .state(new State(asking.state()));
        if (!scopes.isEmpty()) {
            builder.scope(new Scope(scopes.toArray(String[]::new)));
        }
        if (registration.dialect().pkce()) {
            builder.codeChallenge(new CodeVerifier(asking.verifier()), CodeChallengeMethod.S256);
        }
        registration.dialect().authorizationParameters().forEach(builder::customParameter);
        return builder.build();
    }

    private static List<String> asked(Registration registration) {
        List<String> scopes = new ArrayList<>(registration.endpoints().scopes());
        scopes.addAll(registration.endpoints().optionalScopes());
        return scopes;
    }

    private static URI address(Registration registration, Map<String, List<String>> parameters) {
        URI endpoint = registration.endpoints().authorization();
        Map<String, List<String>> all = new HashMap<>(URLUtils.parseParameters(endpoint.getRawQuery()));
        all.putAll(new Wording(registration).of(parameters));
        return URI.create(URIUtils.stripQueryString(endpoint) + "?" + URLUtils.serializeParameters(all));
    }

    /** Makes a grant of what the person brought back. */
    public TokenOutcome exchange(Registration registration, String code, Asking asking) {
        CodeVerifier verifier = registration.dialect().pkce() ? new CodeVerifier(asking.verifier()) : null;
        Map<String, String> before = new HashMap<>();
        before.put(OAuth2Grant.SCOPE, String.join(" ", asked(registration)));
        asking.key().ifPresent(key -> before.put(OAuth2Grant.DPOP_KEY, key.jwk()));
        return tokens(
                registration,
                new AuthorizationCodeGrant(new AuthorizationCode(code), asking.redirectUri(), verifier),
                before,
                asking.key(),
                secrets(registration, code, asking.verifier()));
    }

    /**
     * Makes a new grant of one with a refresh token (RFC 6749 section 6). What the answer does not name stays as it was.
     */
    public TokenOutcome refresh(Registration registration, Grant grant) {
        String token = grant.secret(OAuth2Grant.REFRESH_TOKEN).orElseThrow();
        return tokens(
                registration,
                new RefreshTokenGrant(new RefreshToken(token)),
                grant.secrets(),
                key(grant),
                secrets(registration, token));
    }

    /**
     * Whether a network says that it does not know our app. It is asked for a token of the app's own (RFC 6749 section 4.4),
     * which nobody needs, but which shows some servers that the app is in use; whatever else it answers says nothing.
     */
    public boolean isForgotten(Registration registration) {
        return registration.showsSecret()
                && tokens(registration, new ClientCredentialsGrant(), Map.of(), Optional.empty(), secrets(registration))
                        instanceof TokenOutcome.Refused refused
                && refused.code().equals(UNKNOWN_APP);
    }

    private TokenOutcome tokens(
            Registration registration,
            AuthorizationGrant grant,
            Map<String, String> before,
            Optional<DpopKey> key,
            Set<String> secrets) {
        Instant asked = clock.instant();
        GuardedHttp.Result result = wire.send(() -> requests(registration).tokens(grant), key, secrets);
        return new TokenAnswer(registration, before, asked, secrets).read(result);
    }

    /** Gives a grant back: the refresh token, with which most networks end the access token too, else that one. */
    public void revoke(Registration registration, Grant grant) {
        Optional<Token> token = grant.secret(OAuth2Grant.REFRESH_TOKEN)
                .<Token>map(RefreshToken::new)
                .or(() -> grant.secret(OAuth2Grant.ACCESS_TOKEN).map(BearerAccessToken::new));
        Optional<URI> endpoint = registration.endpoints().revocation();
        if (token.isPresent() && endpoint.isPresent()) {
            wire.send(
                    () -> requests(registration).revocation(endpoint.get(), token.get()),
                    key(grant),
                    secrets(registration, token.get().getValue()));
        }
    }

    /** What they show of us counts once. */
    private Requests requests(Registration registration) {
        return new Requests(registration, registration.authentication(clock.instant()));
    }

    private static Optional<DpopKey> key(Grant grant) {
        return grant.secret(OAuth2Grant.DPOP_KEY).map(DpopKey::parse);
    }

    private static Set<String> secrets(Registration registration, String... more) {
        Set<String> all = new HashSet<>(registration.secrets());
        all.addAll(Set.of(more));
        return all;
    }
}
