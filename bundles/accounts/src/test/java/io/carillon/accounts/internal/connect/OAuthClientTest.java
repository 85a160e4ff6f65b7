package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.carillon.accounts.internal.oauth.ClientKey;
import io.carillon.accounts.internal.oauth.DpopKey;
import io.carillon.accounts.internal.oauth.OAuthClient;
import io.carillon.accounts.internal.oauth.OAuthClient.Asking;
import io.carillon.accounts.internal.oauth.Registration;
import io.carillon.accounts.internal.oauth.TokenOutcome;
import io.carillon.accounts.internal.oauth.TokenOutcome.Granted;
import io.carillon.accounts.internal.oauth.TokenOutcome.Unclear;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.service.GuardedHttp;
import io.carillon.core.MovableClock;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes to networks and how their answers are read; the networks differ as real ones do. */
class OAuthClientTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final URI AUTHORIZE = URI.create("https://network.example/authorize?theme=dark");
    private static final URI TOKEN = URI.create("https://network.example/token");
    private static final OAuth2App APP = new OAuth2App("carillon", Optional.of("s3cret"));
    private static final String TOKENS = "{\"access_token\":\"AT\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    private final MovableClock clock = new MovableClock(NOW);
    private final FakeHttp http = new FakeHttp();
    private final OAuthClient client = new OAuthClient(() -> Optional.of(http), clock);

    @Test
    void commasAndOtherNamesGoOutAsTheNetworkWantsThem() {
        Registration tiktok = registration(endpoints()
                .scopes("user.info", "video.publish")
                .scopeSeparator(',')
                .clientAuthentication(ClientAuthentication.BODY)
                .parameterName("client_id", "client_key")
                .authorizationParameter("access_type", "offline"));

        Map<String, String> asked = sent(tiktok, Optional.empty());
        assertThat(asked)
                .containsEntry("client_key", "carillon")
                .doesNotContainKey("client_id")
                .containsEntry("scope", "user.info,video.publish")
                .containsEntry("access_type", "offline")
                .containsEntry("theme", "dark");

        http.json(200, TOKENS);
        exchange(tiktok, Optional.empty());
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("client_key", "carillon")
                .containsEntry("client_secret", "s3cret")
                .doesNotContainKey("client_id");
        assertThat(http.last().headers()).doesNotContainKey("Authorization");
        assertThat(http.last().secrets()).contains("s3cret");
    }

    @Test
    void withoutPkceNoProofGoesOut() {
        Registration old = registration(endpoints().withoutPkce());
        assertThat(sent(old, Optional.empty())).doesNotContainKey("code_challenge");
        http.json(200, TOKENS);
        exchange(old, Optional.empty());
        assertThat(FakeHttp.form(http.last())).doesNotContainKey("code_verifier");
    }

    @Test
    void answersOfOtherShapesAreRead() {
        Registration odd = registration(endpoints()
                .scopes("a", "b")
                .scopeSeparator(',')
                .answerField("access_token", "/data/token")
                .answerField("expires_in", "/data/ttl")
                .keep("open_id"));
        http.json(
                200,
                "{\"data\":{\"token\":\"AT\",\"ttl\":\"120\"},\"scope\":\"a,b\",\"open_id\":42,\"refresh_token\":\"RT\","
                        + "\"noise\":{\"x\":1}}");
        Grant grant = granted(exchange(odd, Optional.empty()));
        assertThat(grant.secrets())
                .containsEntry(OAuth2Grant.ACCESS_TOKEN, "AT")
                .containsEntry(OAuth2Grant.REFRESH_TOKEN, "RT")
                .containsEntry(OAuth2Grant.SCOPE, "a b")
                .containsEntry("open_id", "42")
                .doesNotContainKey("noise");
        assertThat(grant.expiresAt()).contains(NOW.plusSeconds(120));
    }

    @Test
    void scopesAreThoseAskedForWhereTheNetworkSaysNothing() {
        http.json(200, TOKENS);
        assertThat(granted(exchange(registration(endpoints().scopes("read", "write")), Optional.empty()))
                        .secret(OAuth2Grant.SCOPE))
                .contains("read write");
        http.json(200, TOKENS.replace("}", ",\"scope\":[\"read\"]}"));
        assertThat(granted(exchange(registration(endpoints().scopes("read", "write")), Optional.empty()))
                        .secret(OAuth2Grant.SCOPE))
                .contains("read");
    }

    @Test
    void lifeCountsFromOurOwnClockWhateverTheNetworksSays() {
        http.json(200, TOKENS, Map.of("Date", "Tue, 10 Feb 2026 07:00:00 GMT"));
        Registration plain = registration(endpoints());
        assertThat(granted(exchange(plain, Optional.empty())).expiresAt()).contains(NOW.plusSeconds(3600));
        http.json(200, "{\"access_token\":\"AT\",\"token_type\":\"bearer\"}");
        assertThat(granted(exchange(plain, Optional.empty())).expiresAt()).isEmpty();
    }

    @Test
    void anErrorInsideAnAnswerThatSaysOkIsOne() {
        http.json(200, "{\"error\":{\"type\":\"OAuthException\",\"message\":\"Bad code\"}}");
        TokenOutcome outcome = exchange(registration(endpoints()), Optional.empty());
        assertThat(outcome).isEqualTo(new TokenOutcome.Refused("OAuthException", "Bad code"));
    }

    @Test
    void theServersNonceGoesIntoTheProofAndIsRemembered() throws ParseException {
        DpopKey key = DpopKey.generate();
        Registration bound = registration(endpoints().dpop());
        http.json(400, "{\"error\":\"use_dpop_nonce\"}", Map.of("DPoP-Nonce", "n-1"));
        http.json(200, TOKENS.replace("Bearer", "DPoP"), Map.of("DPoP-Nonce", "n-2"));
        Grant grant = granted(exchange(bound, Optional.of(key)));

        assertThat(http.requests).hasSize(2);
        assertThat(claims(http.requests.get(0)).getClaim("nonce")).isNull();
        JWTClaimsSet proof = claims(http.requests.get(1));
        assertThat(proof.getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(proof.getStringClaim("htm")).isEqualTo("POST");
        assertThat(proof.getStringClaim("htu")).isEqualTo(TOKEN.toString());
        assertThat(proof.getJWTID()).isNotEqualTo(claims(http.requests.get(0)).getJWTID());
        assertThat(DpopKey.parse(grant.secret(OAuth2Grant.DPOP_KEY).orElseThrow())
                        .jwk())
                .isEqualTo(key.jwk());

        http.json(200, TOKENS.replace("Bearer", "DPoP"));
        client.refresh(
                bound,
                new Grant(Map.of(OAuth2Grant.REFRESH_TOKEN, "RT", OAuth2Grant.DPOP_KEY, key.jwk()), Optional.empty()));
        assertThat(claims(http.last()).getStringClaim("nonce")).isEqualTo("n-2");
    }

    @Test
    void aClientWithAKeySignsEachRequestAnew() throws ParseException, JOSEException {
        ClientKey key = ClientKey.generate();
        Registration signing = new Registration(
                endpoints()
                        .dpop()
                        .issuer("https://network.example")
                        .revocation(URI.create("https://network.example/revoke"))
                        .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                        .build(),
                new OAuth2App("https://carillon.example/clients/birdsong.json", Optional.of(key.jwk())));
        http.json(400, "{\"error\":\"use_dpop_nonce\"}", Map.of("DPoP-Nonce", "n-1"));
        http.json(200, TOKENS.replace("Bearer", "DPoP"));
        Grant grant = granted(exchange(signing, Optional.of(DpopKey.generate())));
        http.json(200, "");
        client.revoke(signing, grant);

        assertThat(http.requests).hasSize(3);
        Set<String> ids = new HashSet<>();
        for (GuardedHttp.Request request : http.requests) {
            Map<String, String> form = FakeHttp.form(request);
            assertThat(form)
                    .containsEntry("client_id", "https://carillon.example/clients/birdsong.json")
                    .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
            SignedJWT statement = SignedJWT.parse(form.get("client_assertion"));
            assertThat(statement.verify(
                            new ECDSAVerifier(JWK.parse(key.publicJwk()).toECKey())))
                    .isTrue();
            assertThat(statement.getHeader().getKeyID()).isEqualTo(key.id());
            JWTClaimsSet claims = statement.getJWTClaimsSet();
            assertThat(claims.getIssuer()).isEqualTo(form.get("client_id")).isEqualTo(claims.getSubject());
            assertThat(claims.getAudience()).containsExactly("https://network.example");
            assertThat(claims.getIssueTime())
                    .as("the server's clock may be behind ours")
                    .isBeforeOrEqualTo(Date.from(NOW.minusSeconds(5)));
            assertThat(claims.getExpirationTime())
                    .isBefore(Date.from(claims.getIssueTime().toInstant().plusSeconds(60)))
                    .isAfter(Date.from(NOW.plusSeconds(30)));
            assertThat(ids.add(claims.getJWTID())).as("it counts once").isTrue();
            assertThat(request.secrets()).contains(key.jwk());
        }
    }

    @Test
    void aClientForDevelopmentHasNoKeyAndSignsNothing() {
        OAuth2Endpoints endpoints = endpoints()
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .consentLife(Duration.ofDays(730))
                .publicConsentLife(Duration.ofDays(14))
                .build();
        Registration local =
                new Registration(endpoints, new OAuth2App("http://localhost?scope=write", Optional.empty()));
        http.json(200, TOKENS);
        assertThat(granted(exchange(local, Optional.empty())).secret(OAuth2Grant.CONSENT_ENDS_AT))
                .contains(NOW.plus(Duration.ofDays(14)).toString());
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("client_id", "http://localhost?scope=write")
                .doesNotContainKey("client_assertion");
    }

    @Test
    void aServerThatAlwaysWantsAnotherNonceIsAskedTwiceAndNoMore() {
        for (int i = 0; i < 5; i++) {
            http.json(400, "{\"error\":\"use_dpop_nonce\"}", Map.of("DPoP-Nonce", "n-" + i));
        }
        TokenOutcome outcome = exchange(registration(endpoints().dpop()), Optional.of(DpopKey.generate()));
        assertThat(outcome).isInstanceOf(TokenOutcome.Refused.class);
        assertThat(http.requests).hasSize(2);
    }

    @Test
    void aTokenThatIsNotBoundToOurKeyIsNotTaken() {
        http.json(200, TOKENS);
        assertThat(exchange(registration(endpoints().dpop()), Optional.of(DpopKey.generate())))
                .isInstanceOf(Unclear.class);
    }

    @Test
    void aPushedRequestIsLeftAtTheServerAndOnlyNamedInTheAddress() {
        Registration pushing = registration(endpoints()
                .pushedAuthorization(URI.create("https://network.example/par"))
                .scopes("write"));
        http.json(201, "{\"request_uri\":\"urn:ietf:params:oauth:request_uri:abc\",\"expires_in\":60}");
        Map<String, String> address = sent(pushing, Optional.empty());
        assertThat(address)
                .containsOnlyKeys("client_id", "request_uri", "theme")
                .containsEntry("request_uri", "urn:ietf:params:oauth:request_uri:abc");
        assertThat(http.last().uri()).isEqualTo(URI.create("https://network.example/par"));
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("state", "state-1")
                .containsEntry("scope", "write")
                .containsEntry("code_challenge_method", "S256");

        http.json(400, "{\"error\":\"invalid_redirect_uri\",\"error_description\":\"Not yours\"}");
        assertThat(client.authorization(pushing, asking(Optional.empty())))
                .isEqualTo(new OAuthClient.Nowhere(new TokenOutcome.Refused("invalid_redirect_uri", "Not yours")));
    }

    @Test
    void whatMayHaveBeenDoneIsToldApartFromWhatWasNot() {
        assertThat(after(500, "{\"error\":\"server_error\"}").mayHaveActed()).isTrue();
        assertThat(after(502, "<html>Bad gateway</html>").mayHaveActed()).isTrue();
        assertThat(after(200, "<html>Please wait</html>").mayHaveActed()).isTrue();
        assertThat(after(200, "{}").mayHaveActed()).isTrue();
        assertThat(after(503, "Busy").mayHaveActed()).isFalse();
        assertThat(after(429, "{\"error\":\"slow_down\"}").mayHaveActed()).isFalse();
        assertThat(after(403, "<html>Blocked</html>").mayHaveActed()).isFalse();
        http.then(new GuardedHttp.Lost("Gone."));
        assertThat(((Unclear) exchange(registration(endpoints()), Optional.empty())).mayHaveActed())
                .isTrue();
        http.then(new GuardedHttp.NotSent("Nobody."));
        assertThat(((Unclear) exchange(registration(endpoints()), Optional.empty())).mayHaveActed())
                .isFalse();
    }

    @Test
    void revokingGivesTheRefreshTokenBack() {
        Registration plain = registration(endpoints().revocation(URI.create("https://network.example/revoke")));
        http.json(200, "");
        client.revoke(
                plain,
                new Grant(Map.of(OAuth2Grant.REFRESH_TOKEN, "RT", OAuth2Grant.ACCESS_TOKEN, "AT"), Optional.empty()));
        assertThat(http.last().uri()).isEqualTo(URI.create("https://network.example/revoke"));
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("token", "RT")
                .containsEntry("token_type_hint", "refresh_token");

        client.revoke(registration(endpoints()), Grant.oauthToken("AT"));
        assertThat(http.requests).as("a network without revocation").hasSize(1);
    }

    private Unclear after(int status, String body) {
        http.json(status, body);
        return (Unclear) exchange(registration(endpoints()), Optional.empty());
    }

    private static OAuth2Endpoints.Builder endpoints() {
        return OAuth2Endpoints.at(AUTHORIZE, TOKEN);
    }

    private static Registration registration(OAuth2Endpoints.Builder endpoints) {
        return new Registration(endpoints.build(), APP);
    }

    private static Asking asking(Optional<DpopKey> key) {
        return new Asking(
                URI.create("https://carillon.example/oauth/callback"),
                "state-1",
                "0123456789012345678901234567890123456789012",
                key);
    }

    private Map<String, String> sent(Registration registration, Optional<DpopKey> key) {
        OAuthClient.Sent sent = client.authorization(registration, asking(key));
        return FakeHttp.parameters(((OAuthClient.To) sent).authorization().getRawQuery());
    }

    private TokenOutcome exchange(Registration registration, Optional<DpopKey> key) {
        return client.exchange(registration, "C-1", asking(key));
    }

    private static Grant granted(TokenOutcome outcome) {
        assertThat(outcome).isInstanceOf(Granted.class);
        return ((Granted) outcome).grant();
    }

    private static JWTClaimsSet claims(GuardedHttp.Request request) throws ParseException {
        return SignedJWT.parse(request.headers().get("DPoP")).getJWTClaimsSet();
    }
}
