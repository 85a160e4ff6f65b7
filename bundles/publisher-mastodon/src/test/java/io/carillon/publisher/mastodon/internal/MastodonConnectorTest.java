package io.carillon.publisher.mastodon.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AppRequest;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.ConnectOutcome.Identities;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.itests.simulators.fault.Effect;
import io.carillon.itests.simulators.http.Response;
import io.carillon.itests.simulators.mastodon.Limits;
import io.carillon.itests.simulators.mastodon.MastodonSimulator;
import io.carillon.itests.simulators.mastodon.User;
import io.carillon.itests.simulators.oauth.Visitor;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MastodonConnectorTest {

    private static final URI HERE = URI.create("https://carillon.example/api/v1/oauth/callback");

    private final MastodonConnector connector =
            new MastodonConnector(Fixtures.CONFIG, Fixtures.client(), Clock.systemUTC());
    private MastodonSimulator mastodon;
    private User alice;

    @BeforeEach
    void start() {
        mastodon = MastodonSimulator.start(Limits.usual().withCharacters(1_000));
        alice = mastodon.createUser("alice");
    }

    @AfterEach
    void stop() {
        mastodon.close();
    }

    private Map<String, String> settings() {
        return Map.of("server", mastodon.url().toString(), "visibility", "unlisted");
    }

    private AuthorizationServer server() {
        return given(connector.authorizationServer(settings()));
    }

    private static <T> T given(ServerAnswer<T> answer) {
        assertThat(answer).isInstanceOf(ServerAnswer.Given.class);
        return ((ServerAnswer.Given<T>) answer).value();
    }

    private static Violation refused(ServerAnswer<?> answer) {
        assertThat(answer).isInstanceOf(ServerAnswer.Refused.class);
        return ((ServerAnswer.Refused<?>) answer).violations().get(0);
    }

    private void fail(String method, String path, Response response) {
        mastodon.faults().always(method, path, Effect.answering(response));
    }

    private Grant consent() {
        return Grant.oauthToken(mastodon.token(alice, MastodonProfile.SCOPES.toArray(String[]::new)));
    }

    // ---- Where consent is given -----------------------------------------------------------------

    @Test
    void serverTellsWhereConsentIsGiven() {
        AuthorizationServer server = server();
        assertThat(server.registersApps()).isTrue();
        assertThat(server.endpoints().token()).isEqualTo(mastodon.url().resolve("/oauth/token"));
        assertThat(server.endpoints().scopes()).isEqualTo(MastodonProfile.SCOPES);
    }

    @Test
    void olderServersHaveItWhereItHasAlwaysBeen() {
        AuthorizationServer told = server();
        fail("GET", "/.well-known/.*", Response.html(404, "<h1>404</h1>"));
        assertThat(server().endpoints()).isEqualTo(told.endpoints());
    }

    @Test
    void consentForAServerIsGivenNowhereElse() {
        fail(
                "GET",
                "/.well-known/.*",
                Response.text(200, "application/json", "{\"token_endpoint\": \"https://thief.example/oauth/token\"}"));
        assertThat(server().endpoints().token()).isEqualTo(mastodon.url().resolve("/oauth/token"));
    }

    @ParameterizedTest
    @CsvSource({
        "server, not a server, address",
        "server, https://mastodon.social/@alice, address",
        "server, http://127.0.0.1:1, reachable",
        "language, english, language",
    })
    void whatCannotBeRightIsSaidOfItsField(String field, String value, String rule) {
        Map<String, String> settings = field.equals("server")
                ? Map.of("server", value)
                : Map.of("server", mastodon.url().toString(), field, value);
        Violation violation = refused(connector.authorizationServer(settings));
        assertThat(violation.field()).isEqualTo(field);
        assertThat(violation.rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "mastodon.social, https://mastodon.social",
        "https://Mastodon.social/, https://Mastodon.social",
        "@alice@mastodon.social, https://mastodon.social",
        "alice@Mastodon.Social, https://mastodon.social",
    })
    void serversAreNamedAsPeopleWriteThem(String entered, URI server) {
        assertThat(new Entered(java.util.Optional.empty()).server(Map.of("server", entered)))
                .contains(server);
    }

    @Test
    void busyServerIsNoFaultOfThePerson() {
        fail("GET", "/.well-known/.*", Response.html(503, "<h1>Busy</h1>"));
        assertThat(connector.authorizationServer(settings())).isInstanceOf(ServerAnswer.NotReached.class);
    }

    // ---- Registering ----------------------------------------------------------------------------

    private ServerAnswer<OAuth2App> register(URI redirect) {
        return connector.registerApp(
                new AppRequest(server(), "Carillon", URI.create("https://carillon.example"), redirect));
    }

    @Test
    void carillonRegistersWithAServerByItself() {
        OAuth2App app = given(register(HERE));
        assertThat(app.clientId()).isNotBlank();
        assertThat(app.clientSecret()).isPresent();
    }

    @Test
    void whatIsNoMastodonIsSaid() {
        fail("POST", "/api/v1/apps", Response.html(404, "<h1>Blog</h1>"));
        assertThat(refused(register(HERE)).rule()).isEqualTo("mastodon");
        mastodon.faults().clear();
        fail("POST", "/api/v1/apps", Response.html(200, "<h1>Blog</h1>"));
        assertThat(refused(register(HERE)).rule()).isEqualTo("mastodon");
        mastodon.faults().clear();
        fail("POST", "/api/v1/apps", Response.html(502, "<h1>Busy</h1>"));
        assertThat(register(HERE)).isInstanceOf(ServerAnswer.NotReached.class);
    }

    // ---- Consent --------------------------------------------------------------------------------

    @Test
    void whoeverIsSignedInAlreadyIsAskedAllTheSame() throws Exception {
        OAuth2App app = given(register(HERE));
        mastodon.createUser("bob");
        Visitor browser = new Visitor("alice");
        assertThat(allowedBy(browser, app)).isEqualTo("@alice@" + mastodon.host());
        assertThat(allowedBy(browser.as("bob"), app)).isEqualTo("@bob@" + mastodon.host());
    }

    /** As the accounts do it: asks for consent by the endpoints, exchanges the code, finds out who that was. */
    private String allowedBy(Visitor browser, OAuth2App app) throws Exception {
        OAuth2Endpoints endpoints = server().endpoints();
        Map<String, String> asked = new TreeMap<>(endpoints.dialect().authorizationParameters());
        asked.putAll(Map.of(
                "response_type", "code",
                "client_id", app.clientId(),
                "redirect_uri", HERE.toString(),
                "scope", String.join(" ", endpoints.scopes())));
        URI back = browser.allows(URI.create(endpoints.authorization() + "?" + form(asked)));
        Map<String, String> exchanged = Map.of(
                "grant_type", "authorization_code",
                "code", back.getQuery().replaceAll("code=", ""),
                "client_id", app.clientId(),
                "client_secret", app.clientSecret().orElseThrow(),
                "redirect_uri", HERE.toString());
        String token = new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(endpoints.token())
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(BodyPublishers.ofString(form(exchanged)))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .path("access_token")
                .asText();
        return ((Identities) connector.connect(settings(), Grant.oauthToken(token)))
                .all()
                .get(0)
                .handle();
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    // ---- Connecting -----------------------------------------------------------------------------

    private Identity identity() {
        ConnectOutcome outcome = connector.connect(settings(), consent());
        assertThat(outcome).isInstanceOf(Identities.class);
        return ((Identities) outcome).all().get(0);
    }

    @Test
    void personAndLimitsAreReadFromTheServer() {
        Identity identity = identity();
        assertThat(identity.handle()).isEqualTo("@alice@" + mastodon.host());
        assertThat(identity.settings())
                .containsEntry("server", mastodon.url().toString())
                .containsEntry("accountId", alice.id())
                .containsEntry("maxCharacters", "1000")
                .containsEntry("honoursKeys", "true");
        assertThat(identity.settings().values())
                .doesNotContain(identity.grant().secret(Grant.ACCESS_TOKEN).orElseThrow());
    }

    @Test
    void olderServersSayWhatTheyAllowElsewhere() {
        fail("GET", "/api/v2/instance", Response.html(404, "<h1>404</h1>"));
        assertThat(identity().settings()).containsEntry("maxCharacters", "1000");
    }

    @Test
    void serverThatSaysLittleIsTakenForAnUsualOneWithoutKeys() {
        fail("GET", "/api/v2/instance", Response.text(200, "application/json", "{\"max_toot_chars\": 5000}"));
        assertThat(identity().settings())
                .containsEntry("maxCharacters", "5000")
                .containsEntry("maxMedia", "4")
                .containsEntry("honoursKeys", "false");
    }

    @ParameterizedTest
    @CsvSource({
        "4.5.0, true",
        "4.3.2+glitch, true",
        "4.6.0-beta.1, true",
        "2.7.2 (compatible; Pleroma 2.6.0), false",
        "0.17.1 git-1234567, false",
        "3.5.3 (compatible; Pixelfed 0.12.3), false",
    })
    void onlyMastodonItselfIsTrustedWithKeys(String version, boolean trusted) {
        fail("GET", "/api/v2/instance", Response.text(200, "application/json", "{\"version\": \"" + version + "\"}"));
        assertThat(identity().settings()).containsEntry("honoursKeys", "" + trusted);
    }

    @Test
    void tokenThatTheServerDoesNotTakeIsRefused() {
        ConnectOutcome outcome = connector.connect(settings(), Grant.oauthToken("never-tell-this-token"));
        assertThat(outcome).isInstanceOf(ConnectOutcome.Refused.class);
        assertThat(outcome.toString()).contains("access token is invalid").doesNotContain("never-tell");
    }

    @Test
    void troubleOfTheServerIsNotReached() {
        Grant consent = consent();
        fail("GET", "/api/v1/accounts/verify_credentials", Response.html(503, "<h1>Busy</h1>"));
        assertThat(connector.connect(settings(), consent)).isInstanceOf(ConnectOutcome.NotReached.class);
        mastodon.close();
        assertThat(connector.connect(settings(), consent)).isInstanceOf(ConnectOutcome.NotReached.class);
    }

    // ---- Looking --------------------------------------------------------------------------------

    @Test
    void whatTheServerAllowsNowIsSeen() {
        Account account = Fixtures.account(mastodon, alice);
        assertThat(account.settings()).containsEntry("maxCharacters", "500");
        LookOutcome.Seen seen = (LookOutcome.Seen) connector.look(account);
        assertThat(seen.settings()).containsEntry("maxCharacters", "1000").doesNotContainKeys("visibility");
        assertThat(seen.handle()).isEqualTo("@alice@" + mastodon.host());
    }

    @Test
    void revokedConsentIsSeenWithoutAPost() {
        Account account = Fixtures.account(mastodon, alice);
        mastodon.revoke(alice);
        assertThat(connector.look(account)).isEqualTo(new LookOutcome.Revoked("The access token was revoked"));
        assertThat(connector.look(account.withGrant(Grant.none()))).isInstanceOf(LookOutcome.Revoked.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/accounts/verify_credentials, 503",
        "/api/v1/accounts/verify_credentials, 429",
        "/api/v./instance, 502"
    })
    void troubleOfTheServerSaysNothingOfTheAccount(String path, int status) {
        Account account = Fixtures.account(mastodon, alice);
        fail("GET", path, Response.html(status, "<h1>Busy</h1>"));
        assertThat(connector.look(account)).isInstanceOf(LookOutcome.NotReached.class);
    }
}
