package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.api.model.Account;
import io.carillon.api.model.Violation;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Dialect.ClientAuthentication;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.UnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where consent is given, and as which app. */
class PlacesTest extends ConnectionCase {

    private static final String FORGOTTEN =
            "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}";

    @Test
    void withoutAnAppItIsSaidWhereToEnterOne() {
        apps.remove(ConsentNetwork.PLATFORM);
        ConflictException missing = catchThrowableOfType(ConflictException.class, this::begin);
        assertThat(missing.code()).isEqualTo("app-missing");
        assertThat(missing.getMessage())
                .contains("PUT /api/v1/platforms/birdsong/app")
                .contains("etc/io.carillon.accounts.app-birdsong.cfg");
        assertThat(store.rows).isEmpty();
    }

    @Test
    void anAppThatIsChangedMeanwhileIsToldOf() {
        Begun begun = begin();
        apps.put(ConsentNetwork.PLATFORM, "another", Optional.empty());
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.APP);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void aServerOfItsOwnIsIntroducedToOnce() {
        open(ConnectMethod.oauth2PerServer(List.of("write"), new Field("server", "Server", false, true)));
        network.server = settings -> new ServerAnswer.Given<>(
                new AuthorizationServer(URI.create("https://" + settings.get("server")), ENDPOINTS, true));
        network.registration = new ServerAnswer.Given<>(new OAuth2App("registered-1", Optional.of("rs3cret")));

        Begun first = begin(wish(Map.of("server", "one.example"), Optional.empty(), SESSION));
        begin(wish(Map.of("server", "one.example"), Optional.empty(), SESSION));
        assertThat(network.registrations).hasSize(1);
        assertThat(network.registrations.get(0).redirectUri().toString())
                .startsWith(CALLBACK + "/")
                .endsWith(comesBackTo(first));
        assertThat(appStore.rows.values().toString()).doesNotContain("rs3cret");
        begin(wish(Map.of("server", "two.example"), Optional.empty(), SESSION));
        assertThat(network.registrations).hasSize(2);

        Account account = accountOf(first);
        assertThat(network.askedWith).containsEntry("server", "one.example");
        assertThat(house.opened(account).grant().secret(OAuth2Grant.SERVER)).contains("https://one.example");
        assertThat(account.settings()).containsEntry("server", "one.example");
    }

    private void openPerServer(OAuth2Endpoints endpoints) {
        open(ConnectMethod.oauth2PerServer(List.of("write"), new Field("server", "Server", false, true)));
        network.server = settings -> new ServerAnswer.Given<>(
                new AuthorizationServer(URI.create("https://" + settings.get("server")), endpoints, true));
        network.registering = request -> new ServerAnswer.Given<>(
                new OAuth2App("registered-" + network.registrations.size(), Optional.of("rs3cret")));
    }

    private Begun beginAt(String server) {
        return begin(wish(Map.of("server", server), Optional.empty(), SESSION));
    }

    private static String askedAs(Begun begun) {
        return FakeHttp.parameters(begun.authorizationUrl().getRawQuery()).get("client_id");
    }

    private static String comesBackTo(Begun begun) {
        return URI.create(FakeHttp.parameters(begun.authorizationUrl().getRawQuery())
                        .get("redirect_uri"))
                .getPath();
    }

    private Account accountOf(Begun begun) {
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1", comesBackTo(begun)));
        return desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
    }

    @Test
    void anAppThatItsServerHasForgottenIsRegisteredAnewForTheNextConsent() {
        openPerServer(ENDPOINTS);
        Begun first = beginAt("one.example");
        http.json(401, FORGOTTEN);
        FailedException failed = failed(BROWSER, code(first, "C-1", comesBackTo(first)));
        assertThat(failed.failure()).isEqualTo(Failure.APP_FORGOTTEN);
        assertThat(failed.getMessage()).contains("no longer knows this Carillon");

        assertThat(askedAs(beginAt("one.example"))).isEqualTo("registered-2");
    }

    @Test
    void anAppThatItsServerHasForgottenIsFoundBeforeAPersonIsSentThere() {
        openPerServer(ENDPOINTS);
        beginAt("one.example");
        assertThat(http.requests).as("what was registered just now is known").isEmpty();

        assertThat(askedAs(beginAt("one.example"))).as("nobody answers").isEqualTo("registered-1");
        assertThat(FakeHttp.form(http.last())).containsEntry("grant_type", "client_credentials");
        http.json(400, "{\"error\":\"unsupported_grant_type\"}");
        assertThat(askedAs(beginAt("one.example"))).isEqualTo("registered-1");

        http.json(401, FORGOTTEN);
        Begun again = beginAt("one.example");
        assertThat(askedAs(again)).isEqualTo("registered-2");
        assertThat(house.opened(accountOf(again)).grant().secret(OAuth2Grant.CLIENT_ID))
                .contains("registered-2");
    }

    private void openWithDocument() {
        open(ConnectMethod.oauth2PerServer(List.of("write"), new Field("server", "Server", false, true))
                .withClientDocument());
        OAuth2Endpoints endpoints = OAuth2Endpoints.at(ENDPOINTS.authorization(), ENDPOINTS.token())
                .pushedAuthorization(URI.create("https://birdsong.example/par"))
                .clientAuthentication(ClientAuthentication.PRIVATE_KEY_JWT)
                .scopes("read", "write")
                .build();
        network.server = settings -> new ServerAnswer.Given<>(
                new AuthorizationServer(URI.create("https://" + settings.get("server")), endpoints, true));
        network.registering = request -> new ServerAnswer.Given<>(
                new OAuth2App(request.clientDocument(ConsentNetwork.PLATFORM).toString(), Optional.empty()));
    }

    private Begun beginWithDocument() {
        http.json(201, "{\"request_uri\":\"urn:request:1\"}");
        return beginAt("one.example");
    }

    private Account accountOfDocument() {
        Begun begun = beginWithDocument();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        return desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
    }

    private RefreshOutcome refreshed(Account account) {
        http.json(200, TOKENS.replace("AT-1", "AT-2"));
        return oauth().refresh(house.opened(account));
    }

    @Test
    void aServerThatKnowsUsByADocumentIsStillShownItAfterItRefusedAConsent() {
        openWithDocument();
        Account before = accountOfDocument();
        http.json(400, FORGOTTEN);
        assertThat(catchThrowableOfType(ConflictException.class, () -> beginAt("one.example")))
                .hasMessageContaining("can read https://carillon.example/oauth/clients/birdsong.json")
                .hasMessageContaining("clock");
        assertThat(refreshed(before)).isInstanceOf(RefreshOutcome.Refreshed.class);

        Begun begun = beginWithDocument();
        http.json(401, FORGOTTEN);
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.APP);
        assertThat(refreshed(before)).isInstanceOf(RefreshOutcome.Refreshed.class);
    }

    @Test
    void whatADocumentSaysOfUsCannotBeTakenFromTheAccountsThatLiveByIt() {
        openWithDocument();
        Account before = accountOfDocument();
        apps.removeRegistered(ConsentNetwork.PLATFORM, URI.create("https://one.example"));

        assertThat(refreshed(before)).isInstanceOf(RefreshOutcome.Refreshed.class);
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("client_id", "https://carillon.example/oauth/clients/birdsong.json")
                .containsKey("client_assertion");
    }

    @Test
    void anAdministratorCanHaveAServerIntroducedToAnew() {
        openPerServer(ENDPOINTS);
        beginAt("one.example");
        assertThat(apps.removeRegistered(ConsentNetwork.PLATFORM, URI.create("https://two.example")))
                .isFalse();
        assertThat(apps.removeRegistered(ConsentNetwork.PLATFORM, URI.create("https://one.example")))
                .isTrue();
        assertThat(askedAs(beginAt("one.example"))).isEqualTo("registered-2");
    }

    @Test
    void anAppIsRegisteredAnewForMoreThanItWasRegisteredFor() {
        openPerServer(ENDPOINTS);
        Account before = accountOf(beginAt("one.example"));
        network.server = settings -> new ServerAnswer.Given<>(new AuthorizationServer(
                URI.create("https://" + settings.get("server")),
                OAuth2Endpoints.at(ENDPOINTS.authorization(), ENDPOINTS.token())
                        .scopes("read", "write", "follow")
                        .build(),
                true));
        desk = newDesk();

        assertThat(askedAs(beginAt("one.example"))).isEqualTo("registered-2");
        http.json(200, TOKENS.replace("AT-1", "AT-2"));
        assertThat(oauth().refresh(house.opened(before)))
                .as("what was given to the app before is refreshed as that")
                .isInstanceOf(RefreshOutcome.Refreshed.class);
        assertThat(http.last().headers().get("Authorization"))
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString("registered-1:rs3cret".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void anAnswerOfOneServerIsNoneOfAnother() {
        openPerServer(ENDPOINTS);
        Begun honest = beginAt("honest.example");
        Begun evil = beginAt("evil.example");
        assertThat(comesBackTo(honest)).isNotEqualTo(comesBackTo(evil)).startsWith(PATH + "/");
        int asked = http.requests.size();

        // The evil server sent the person on to the honest one, whose code it would be shown.
        FailedException failed = failed(BROWSER, code(evil, "C-of-honest", comesBackTo(honest)));
        assertThat(failed.failure()).isEqualTo(Failure.WRONG_ISSUER);
        assertThat(failure(BROWSER, code(honest, "C-1", PATH))).isEqualTo(Failure.WRONG_ISSUER);
        assertThat(http.requests).as("nothing is exchanged").hasSize(asked);
    }

    @Test
    void aServerThatSaysWhoItIsNeedsNoAddressOfItsOwn() {
        openPerServer(OAuth2Endpoints.at(ENDPOINTS.authorization(), ENDPOINTS.token())
                .issuer("https://birdsong.example")
                .build());
        assertThat(comesBackTo(beginAt("one.example"))).isEqualTo(PATH);
    }

    @Test
    void ofTwoConsentsThatAreTheFirstAtTheirServerBothCount() {
        openPerServer(ENDPOINTS);
        Begun[] other = new Begun[1];
        network.registering = request -> {
            // While the server answers the first, somebody else begins, here or at another of our servers.
            network.registering =
                    second -> new ServerAnswer.Given<>(new OAuth2App("registered-2", Optional.of("rs3cret")));
            other[0] = beginAt("one.example");
            return new ServerAnswer.Given<>(new OAuth2App("registered-1", Optional.of("rs3cret")));
        };
        Begun first = beginAt("one.example");

        for (Begun begun : List.of(first, other[0])) {
            Account account = house.opened(accountOf(begun));
            assertThat(account.grant().secret(OAuth2Grant.CLIENT_ID)).contains(askedAs(begun));
            http.json(200, TOKENS.replace("AT-1", "AT-2"));
            assertThat(oauth().refresh(account)).isInstanceOf(RefreshOutcome.Refreshed.class);
        }
    }

    @Test
    void whatTheAccountsServerSaysIsToldInOurWords() {
        open(ConnectMethod.oauth2PerServer(List.of("write"), new Field("server", "Server", false, true)));
        network.server = settings ->
                new ServerAnswer.Refused<>(Violation.error("server", "mastodon", "", "x", "There is no such server."));
        assertThat(violation(() -> begin(wish(Map.of("server", "x"), Optional.empty(), SESSION)))
                        .field())
                .isEqualTo("settings.server");
        assertThat(violation(this::begin).rule()).isEqualTo("required");
        network.server = settings -> new ServerAnswer.NotReached<>("No answer.");
        assertThat(catchThrowableOfType(
                        UnavailableException.class,
                        () -> begin(wish(Map.of("server", "x"), Optional.empty(), SESSION))))
                .hasMessageContaining("No answer.");
    }
}
