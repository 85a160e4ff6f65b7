package io.carillon.publisher.bluesky.internal;

import static io.carillon.publisher.bluesky.internal.FakeServer.CONSENTED;
import static io.carillon.publisher.bluesky.internal.FakeServer.CONSENTED_HANDLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.ServerAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting by consent, as far as it is Bluesky's own; the rest is Carillon's client. */
class ConsentsTest {

    private static final String METADATA = """
            {'issuer':'%1$s','authorization_endpoint':'%1$s/oauth/authorize','token_endpoint':'%1$s/oauth/token',
             'pushed_authorization_request_endpoint':'%1$s/oauth/par','revocation_endpoint':'%1$s/oauth/revoke'}""";

    private FakeServer server;
    private BlueskyConnector connector;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        connector = new BlueskyConnector(
                Fixtures.config(server.address()), Fixtures.client(), Fixtures.PROOFS, Clock.systemUTC());
        json("/.well-known/oauth-protected-resource", "{'authorization_servers':['%s']}");
        json("/.well-known/oauth-authorization-server", METADATA);
        server.document(CONSENTED, CONSENTED_HANDLE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void json(String path, String content) {
        String text = content.formatted(server.address()).replace('\'', '"');
        server.page(path, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T given(ServerAnswer<T> answer) {
        assertThat(answer).isInstanceOf(ServerAnswer.Given.class);
        return ((ServerAnswer.Given<T>) answer).value();
    }

    private static Violation refusal(ServerAnswer<?> answer) {
        assertThat(answer).isInstanceOf(ServerAnswer.Refused.class);
        return ((ServerAnswer.Refused<?>) answer).violations().get(0);
    }

    private Grant consent(String authorizationServer) {
        return new Grant(
                Map.of(
                        OAuth2Grant.ACCESS_TOKEN,
                        "never-tell-bound",
                        OAuth2Grant.DPOP_KEY,
                        "never-tell-key",
                        OAuth2Grant.SERVER,
                        authorizationServer,
                        Consents.SUBJECT,
                        CONSENTED),
                Optional.empty());
    }

    private ConnectOutcome connect(Map<String, String> settings) {
        return connector.connect(settings, consent(server.address().toString()));
    }

    private static Violation refusal(ConnectOutcome outcome) {
        assertThat(outcome).isInstanceOf(ConnectOutcome.Refused.class);
        return ((ConnectOutcome.Refused) outcome).violations().get(0);
    }

    // ---- Where consent is given ------------------------------------------------------------------

    @Test
    void consentIsGivenWhereTheAccountLives() {
        AuthorizationServer found = given(connector.authorizationServer(Map.of("identifier", "@" + CONSENTED_HANDLE)));
        OAuth2Endpoints endpoints = found.endpoints();
        assertThat(found.address()).isEqualTo(server.address());
        assertThat(endpoints.pushedAuthorization()).contains(URI.create(server.address() + "/oauth/par"));
        assertThat(endpoints.issuer()).contains(server.address().toString());
        assertThat(endpoints.scopes()).containsExactly("atproto", "transition:generic");
        assertThat(endpoints.dialect().dpop()).isTrue();
        assertThat(endpoints.dialect().authorizationParameters()).containsEntry("login_hint", CONSENTED_HANDLE);
    }

    @Test
    void whoEntersNothingIsAskedAtTheUsualServerAndNamesThemselvesThere() {
        json("/.well-known/oauth-protected-resource", "");
        AuthorizationServer found = given(connector.authorizationServer(Map.of()));
        assertThat(found.address()).isEqualTo(server.address());
        assertThat(found.endpoints().dialect().authorizationParameters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "identifier, nobody.example, known",
        "identifier, alice@example.com, handle",
        "identifier, did:key:zabc, did",
        "service, https://bsky.social/xrpc, address",
    })
    void whatLeadsNowhereIsRefusedByItsField(String field, String value, String rule) {
        Violation violation = refusal(connector.authorizationServer(Map.of(field, value)));
        assertThat(violation.field()).isEqualTo(field);
        assertThat(violation.rule()).isEqualTo(rule);
    }

    @Test
    void serverThatSpeaksForAnotherIsRefused() {
        json(
                "/.well-known/oauth-authorization-server",
                METADATA.replace("'issuer':'%1$s'", "'issuer':'https://a.test'"));
        assertThat(refusal(connector.authorizationServer(Map.of())).rule()).isEqualTo("data-server");
    }

    @Test
    void serverThatIsNotThereRefusesNobody() {
        server.close();
        assertThat(connector.authorizationServer(Map.of())).isInstanceOf(ServerAnswer.NotReached.class);
    }

    // ---- What Carillon is called -----------------------------------------------------------------

    private ServerAnswer<OAuth2App> register(String redirectUri) {
        URI back = URI.create(redirectUri);
        return connector.registerApp(
                new AppRequest(given(connector.authorizationServer(Map.of())), "Carillon", back.resolve("/"), back));
    }

    @Test
    void publicServerIsKnownByTheDocumentThatItShows() {
        OAuth2App app = given(register("https://bells.example.com/oauth/callback"));
        assertThat(app.clientId()).isEqualTo("https://bells.example.com/oauth/clients/bluesky.json");
        assertThat(app.clientSecret()).isEmpty();
    }

    @Test
    void serverOnOnesOwnMachineIsKnownByANameThatSaysEverything() {
        assertThat(given(register("http://127.0.0.1:8080/oauth/callback")).clientId())
                .isEqualTo("http://localhost?redirect_uri=http%3A%2F%2F127.0.0.1%3A8080%2Foauth%2Fcallback"
                        + "&scope=atproto%20transition%3Ageneric");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/oauth/callback", "http://bells.example.com/oauth/callback"})
    void whatBlueskyDoesNotTakeIsRefusedWithTheWayOut(String redirectUri) {
        Violation violation = refusal(register(redirectUri));
        assertThat(violation.rule()).isEqualTo("public-https");
        assertThat(violation.message()).contains("CARILLON_PUBLIC_URL", "127.0.0.1", "app password");
    }

    // ---- Who consented ---------------------------------------------------------------------------

    @Test
    void whoConsentedIsNamedByTheirOwnServer() {
        ConnectOutcome outcome = connect(Map.of("identifier", CONSENTED_HANDLE));
        assertThat(outcome).isInstanceOf(ConnectOutcome.Identities.class);
        Identity identity = ((ConnectOutcome.Identities) outcome).all().get(0);
        assertThat(identity.remoteId()).isEqualTo(CONSENTED);
        assertThat(identity.handle()).isEqualTo("@" + CONSENTED_HANDLE);
        assertThat(identity.settings())
                .containsEntry("server", server.address().toString())
                .containsEntry("did", CONSENTED);
        assertThat(identity.grant().secret(OAuth2Grant.ACCESS_TOKEN)).contains("never-tell-bound");
        assertThat(sessions()).as("asked again with the server's nonce, once").hasSize(2);
    }

    @Test
    void nonceIsRememberedForTheNextCall() {
        connect(Map.of());
        int before = sessions().size();
        connect(Map.of());
        assertThat(sessions()).hasSize(before + 1);
    }

    private List<String> sessions() {
        return server.calls().stream()
                .filter("com.atproto.server.getSession"::equals)
                .toList();
    }

    @Test
    void serverThatDoesNotSpeakForTheAccountIsNotBelievedAndToldNothing() {
        Violation violation = refusal(connector.connect(Map.of(), consent("https://evil.example")));
        assertThat(violation.rule()).isEqualTo("authorization-server");
        assertThat(sessions()).isEmpty();
    }

    @Test
    void somebodyElseThanWasEnteredIsRefused() {
        Violation violation = refusal(connect(Map.of("identifier", "somebody.test")));
        assertThat(violation.rule()).isEqualTo("same-identity");
        assertThat(violation.field()).isEqualTo("identifier");
    }

    @Test
    void directoryThatKnowsTheAccountNoMoreIsTold() {
        json("/" + CONSENTED, "");
        assertThat(refusal(connect(Map.of())).rule()).isEqualTo("data-server");
    }

    // ---- How they stand ---------------------------------------------------------------------------

    private Account connected() {
        Identity identity =
                ((ConnectOutcome.Identities) connect(Map.of())).all().get(0);
        return Account.of(Platform.BLUESKY, identity.handle(), identity.displayName(), identity.grant())
                .withSettings(identity.settings());
    }

    @Test
    void accountIsCalledAsItsDocumentSaysNow() {
        Account account = connected();
        assertThat(connector.look(account)).isEqualTo(LookOutcome.Seen.unchanged(account));
        server.document(CONSENTED, "another.test");
        assertThat(((LookOutcome.Seen) connector.look(account)).handle()).isEqualTo(CONSENTED);
    }

    @Test
    void directoryThatIsAwayLeavesTheHandle() {
        Account account = connected();
        server.trouble("/" + CONSENTED);
        assertThat(connector.look(account)).isEqualTo(LookOutcome.Seen.unchanged(account));
    }

    @Test
    void consentThatIsTakenNoMoreIsSeenWithoutAPost() {
        Account account = connected();
        Map<String, String> other = new HashMap<>(account.grant().secrets());
        other.put(OAuth2Grant.ACCESS_TOKEN, "never-tell-ended");
        assertThat(connector.look(account.withGrant(new Grant(other, Optional.empty()))))
                .isInstanceOf(LookOutcome.Revoked.class);
        assertThat(connector.look(account.withGrant(Grant.none()))).isInstanceOf(LookOutcome.Revoked.class);
        server.close();
        assertThat(connector.look(account)).isInstanceOf(LookOutcome.NotReached.class);
    }
}
