package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.accounts.internal.House;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.AuthorizationServer;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectMethod.Field;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2App;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.ServerAnswer;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Candidate;
import io.carillon.api.service.Connections.Choice;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.Connections.Wish;
import io.carillon.api.service.GuardedHttp;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.api.store.ConsentStore.Stage;
import io.carillon.core.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionDeskTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final UserId USER = new UserId("u_1");
    private static final String SESSION = "session:abc";
    private static final Visitor BROWSER = new Visitor(Optional.of(USER), Optional.empty(), Set.of(SESSION));
    private static final URI CALLBACK = URI.create("https://carillon.example/oauth/callback");
    private static final OAuth2Endpoints ENDPOINTS = OAuth2Endpoints.at(
                    URI.create("https://birdsong.example/authorize"), URI.create("https://birdsong.example/token"))
            .scopes("read", "write")
            .build();
    private static final String TOKENS =
            "{\"access_token\":\"AT-1\",\"refresh_token\":\"RT-1\",\"token_type\":\"Bearer\","
                    + "\"expires_in\":3600,\"scope\":\"read write\"}";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private final FakeConsentStore store = new FakeConsentStore();
    private final FakeAppStore appStore = new FakeAppStore();
    private final FakeHttp http = new FakeHttp();
    private ConsentNetwork network;
    private House house;
    private Apps apps;
    private ConnectionDesk desk;

    @BeforeEach
    void open() {
        open(ConnectMethod.oauth2(ENDPOINTS));
        apps.put(ConsentNetwork.PLATFORM, "carillon", Optional.of("s3cret"));
    }

    private void open(ConnectMethod method) {
        network = new ConsentNetwork(method);
        house = new House(folder, network, clock);
        apps = new Apps(appStore, house.seals(), network);
        desk = newDesk();
    }

    /** As after a restart, or on another server. */
    private ConnectionDesk newDesk() {
        OAuthDesk oauth = new OAuthDesk(network, apps, clock);
        oauth.http = http;
        return new ConnectionDesk(
                store, house.seals(), house.register(), network, oauth, new Random(store.rows.size()), clock);
    }

    @Test
    void aPersonIsSentToTheNetworkAndBecomesAnAccount() {
        Begun begun = begin();
        Map<String, String> asked = FakeHttp.parameters(begun.authorizationUrl().getRawQuery());
        assertThat(begun.authorizationUrl().toString()).startsWith("https://birdsong.example/authorize?");
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "carillon")
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsEntry("scope", "read write")
                .containsEntry("state", begun.state())
                .containsEntry("code_challenge_method", "S256")
                .containsKey("code_challenge");
        assertThat(begun.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));

        http.json(200, TOKENS);
        Choice choice = desk.land(BROWSER, code(begun, "C-1"));
        assertThat(choice.identities())
                .containsExactly(new Candidate("1", "@bell", "bell", Optional.empty(), Optional.empty(), List.of()));
        assertThat(FakeHttp.form(http.last()))
                .containsEntry("grant_type", "authorization_code")
                .containsEntry("code", "C-1")
                .containsEntry("redirect_uri", CALLBACK.toString())
                .containsKey("code_verifier")
                .doesNotContainKey("client_secret");
        assertThat(http.last().headers().get("Authorization")).startsWith("Basic ");

        assertThat(desk.choice(Visitor.of(USER, Workspace.DEFAULT_ID), begun.state()))
                .isEqualTo(choice);
        Account account = desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
        assertThat(account.grant()).isEqualTo(Grant.none());
        assertThat(account.handle()).isEqualTo("@bell");
        assertThat(account.settings()).containsEntry(Identity.GRANTED_SCOPES, "read write");
        Grant grant = house.opened(account).grant();
        assertThat(grant.secret(OAuth2Grant.ACCESS_TOKEN)).contains("AT-1");
        assertThat(grant.secret(OAuth2Grant.REFRESH_TOKEN)).contains("RT-1");
        assertThat(grant.expiresAt()).contains(NOW.plusSeconds(3600));
    }

    @Test
    void whatIsSecretIsSealedAndGoneOnceItIsOver() {
        Begun begun = begin();
        assertThat(row().hash()).doesNotContain(begun.state());
        assertThat(row().toString()).doesNotContain(begun.state());
        String verifier = verifier(begun);
        assertThat(row().sealed().orElseThrow().sealed())
                .doesNotContain(verifier)
                .doesNotContain("AT-1");
        assertThat(row().stage()).isEqualTo(Stage.CHOOSING);
        desk.choose(BROWSER, begun.state(), List.of("1"));
        assertThat(row().stage()).isEqualTo(Stage.FINISHED);
        assertThat(row().sealed()).isEmpty();
    }

    private String verifier(Begun begun) {
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        return FakeHttp.form(http.last()).get("code_verifier");
    }

    @Test
    void itGoesOnAfterARestartAndOnAnotherServer() {
        Begun begun = begin();
        desk = newDesk();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        desk = newDesk();
        assertThat(desk.choose(BROWSER, begun.state(), List.of("1"))).hasSize(1);
    }

    @Test
    void whoeverComesBackTwiceIsRefusedTheSecondTime() {
        Begun begun = begin();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.USED);
        assertThat(http.requests).as("the code went to the network once").hasSize(1);

        desk.choose(BROWSER, begun.state(), List.of("1"));
        ConflictException again =
                catchThrowableOfType(ConflictException.class, () -> desk.choose(BROWSER, begun.state(), List.of("1")));
        assertThat(again.code()).isEqualTo("consent-used");
    }

    @Test
    void whoeverComesTooLateIsRefused() {
        Begun begun = begin();
        clock.set(begun.expiresAt());
        assertThat(failure(BROWSER, code(begun, "C-1"))).isEqualTo(Failure.EXPIRED);
        assertThat(http.requests).isEmpty();
        assertThat(row().sealed()).isEmpty();
    }

    @Test
    void anotherBrowserIsRefusedAndUsesNothingUp() {
        Begun begun = begin();
        Visitor other = new Visitor(Optional.of(USER), Optional.empty(), Set.of("session:other"));
        assertThat(failure(other, code(begun, "C-1"))).isEqualTo(Failure.OTHER_BROWSER);
        assertThat(failure(new Visitor(Optional.empty(), Optional.empty(), Set.of()), code(begun, "C-1")))
                .isEqualTo(Failure.OTHER_BROWSER);

        http.json(200, TOKENS);
        assertThat(desk.land(BROWSER, code(begun, "C-1")).identities()).hasSize(1);
    }

    @Test
    void whatAProgramBeganIsFinishedByItsPersonInAnyBrowser() {
        Begun begun = begin(wish(Map.of(), Optional.empty(), "cookie:xyz"));
        assertThat(failure(new Visitor(Optional.of(new UserId("u_2")), Optional.empty(), Set.of()), code(begun, "C-1")))
                .isEqualTo(Failure.OTHER_BROWSER);
        http.json(200, TOKENS);
        assertThat(desk.land(Visitor.of(USER, Workspace.DEFAULT_ID), code(begun, "C-1"))
                        .identities())
                .hasSize(1);
    }

    @Test
    void unknownStateIsRefused() {
        assertThat(failure(
                        BROWSER,
                        new Comeback(
                                Optional.of("made-up"),
                                Optional.of("C-1"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(Failure.UNKNOWN);
        assertThat(failure(
                        BROWSER,
                        new Comeback(
                                Optional.empty(),
                                Optional.of("C-1"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(Failure.UNKNOWN);
    }

    @Test
    void whoSaysNoIsToldWhatTheNetworkSays() {
        Begun begun = begin(wish(Map.of(), Optional.empty(), SESSION));
        FailedException failed = failed(BROWSER, error(begun, "access_denied", "The user\nsaid <b>no</b>"));
        assertThat(failed.failure()).isEqualTo(Failure.DENIED);
        assertThat(failed.getMessage()).isEqualTo("Consent was not given. Birdsong says: The user said <b>no</b>");
        assertThat(failed.returnTo()).contains("/accounts");
        ConflictException asked =
                catchThrowableOfType(ConflictException.class, () -> desk.choice(BROWSER, begun.state()));
        assertThat(asked.code()).isEqualTo("consent-denied");
    }

    @Test
    void everyOtherErrorOfTheNetworkIsTold() {
        assertThat(failure(BROWSER, error(begin(), "server_error", "busy"))).isEqualTo(Failure.REFUSED);
        assertThat(failure(BROWSER, error(begin(), "unauthorized_client", ""))).isEqualTo(Failure.APP);
        assertThat(failure(
                        BROWSER,
                        new Comeback(
                                Optional.of(begin().state()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))
                .isEqualTo(Failure.NO_CODE);
    }

    @Test
    void troubleAtTheTokenEndpointIsToldApart() {
        http.json(500, "{\"error\":\"server_error\"}");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.NETWORK);
        http.json(200, "<html>Please wait</html>");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.NETWORK);
        http.then(new GuardedHttp.Lost("No answer from birdsong.example before the deadline."));
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.NETWORK);
        http.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"The code is used\"}");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.REFUSED);
        http.json(401, "{\"error\":\"invalid_client\"}");
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.APP);
    }

    @Test
    void noSecretIsInWhatIsTold() {
        http.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Code C-12345 of s3cret is used\"}");
        FailedException failed = failed(BROWSER, code(begin(), "C-12345"));
        assertThat(failed.getMessage())
                .contains("is used")
                .doesNotContain("C-12345")
                .doesNotContain("s3cret");
    }

    @Test
    void whoPretendsToBeAnotherServerIsRefused() {
        open(ConnectMethod.oauth2(OAuth2Endpoints.at(ENDPOINTS.authorization(), ENDPOINTS.token())
                .issuer("https://birdsong.example")
                .build()));
        Comeback wrong = new Comeback(
                Optional.of(begin().state()),
                Optional.of("C-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("https://evil.example"));
        assertThat(failure(BROWSER, wrong)).isEqualTo(Failure.WRONG_ISSUER);
        assertThat(failure(BROWSER, code(begin(), "C-1"))).isEqualTo(Failure.WRONG_ISSUER);
        assertThat(http.requests).isEmpty();
    }

    @Test
    void missingScopesAreNamed() {
        Begun begun = begin();
        http.json(200, TOKENS.replace("read write", "read"));
        Choice choice = desk.land(BROWSER, code(begun, "C-1"));
        assertThat(choice.identities().get(0).missing()).containsExactly("write");
        Account account = desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
        assertThat(account.settings()).containsEntry(Identity.GRANTED_SCOPES, "read");
    }

    @Test
    void severalIdentitiesAreChosenFrom() {
        network.identities = consent -> new ConnectOutcome.Identities(List.of(
                ConsentNetwork.identity("1", "@bell", consent),
                ConsentNetwork.identity("2", "@page", Grant.oauthToken("PAGE-2")),
                ConsentNetwork.identity("3", "@club", Grant.oauthToken("PAGE-3"))));
        Begun begun = begin();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));

        assertThat(violation(() -> desk.choose(BROWSER, begun.state(), List.of()))
                        .rule())
                .isEqualTo("required");
        assertThat(violation(() -> desk.choose(BROWSER, begun.state(), List.of("1", "4")))
                        .actual())
                .isEqualTo("4");
        List<Account> accounts = desk.choose(BROWSER, begun.state(), List.of("3", "1"));
        assertThat(accounts).extracting(Account::handle).containsExactly("@bell", "@club");
        assertThat(house.opened(accounts.get(1)).grant().secret(OAuth2Grant.ACCESS_TOKEN))
                .contains("PAGE-3");
        assertThat(house.register().list(Workspace.DEFAULT_ID)).hasSize(2);
    }

    @Test
    void whoConnectsAnewKeepsTheAccountAndWakesWhatWaits() {
        AccountId id = connected().id();
        Begun begun = begin(wish(Map.of(), Optional.of(id), SESSION));
        http.json(200, TOKENS.replace("AT-1", "AT-2"));
        network.identities = consent -> new ConnectOutcome.Identities(List.of(
                ConsentNetwork.identity("1", "@bell", consent), ConsentNetwork.identity("2", "@page", consent)));
        Choice choice = desk.land(BROWSER, code(begun, "C-1"));
        assertThat(choice.identities()).extracting(Candidate::account).containsExactly(Optional.of(id));

        Account again = desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(house.opened(again).grant().secret(OAuth2Grant.ACCESS_TOKEN)).contains("AT-2");
        assertThat(house.woken()).containsExactly(id);
    }

    @Test
    void anotherIdentityCannotTakeAnAccountsPlace() {
        AccountId id = connected().id();
        Begun begun = begin(wish(Map.of(), Optional.of(id), SESSION));
        http.json(200, TOKENS);
        network.identities = consent -> ConsentNetwork.person("2", "@other", consent);
        FailedException failed = failed(BROWSER, code(begun, "C-1"));
        assertThat(failed.failure()).isEqualTo(Failure.NO_IDENTITY);
        assertThat(failed.getMessage()).contains("@bell").contains("@other");
    }

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
        assertThat(network.registrations.get(0).redirectUri()).isEqualTo(CALLBACK);
        assertThat(appStore.rows.values().toString()).doesNotContain("rs3cret");
        begin(wish(Map.of("server", "two.example"), Optional.empty(), SESSION));
        assertThat(network.registrations).hasSize(2);

        http.json(200, TOKENS);
        desk.land(BROWSER, code(first, "C-1"));
        Account account = desk.choose(BROWSER, first.state(), List.of("1")).get(0);
        assertThat(network.askedWith).containsEntry("server", "one.example");
        assertThat(house.opened(account).grant().secret(OAuth2Grant.SERVER)).contains("https://one.example");
        assertThat(account.settings()).containsEntry("server", "one.example");
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

    @Test
    void aConsentIsItsOwnersOnly() {
        Begun begun = begin();
        assertThat(catchThrowableOfType(
                        NotFoundException.class,
                        () -> desk.choice(Visitor.of(new UserId("u_2"), Workspace.DEFAULT_ID), begun.state())))
                .isNotNull();
        ConflictException pending =
                catchThrowableOfType(ConflictException.class, () -> desk.choice(BROWSER, begun.state()));
        assertThat(pending.code()).isEqualTo("consent-pending");
    }

    @Test
    void aPublisherThatFailsLeavesNothingHalfDone() {
        network.identities = consent -> {
            throw new IllegalStateException("AT-1 leaked");
        };
        http.json(200, TOKENS);
        FailedException failed = failed(BROWSER, code(begin(), "C-1"));
        assertThat(failed.failure()).isEqualTo(Failure.SERVER);
        assertThat(failed.getMessage()).doesNotContain("AT-1");
        assertThat(row().stage()).isEqualTo(Stage.FAILED);
    }

    private Account connected() {
        Begun begun = begin();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        return desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
    }

    private Begun begin() {
        return begin(wish(Map.of(), Optional.empty(), SESSION));
    }

    private Begun begin(Wish wish) {
        return desk.begin(wish);
    }

    private static Wish wish(Map<String, String> settings, Optional<AccountId> account, String browser) {
        return new Wish(
                Workspace.DEFAULT_ID,
                USER,
                ConsentNetwork.PLATFORM,
                settings,
                account,
                Optional.of("/accounts"),
                CALLBACK,
                browser);
    }

    private Consent row() {
        return store.rows.values().iterator().next();
    }

    private static Comeback code(Begun begun, String code) {
        return new Comeback(
                Optional.of(begun.state()), Optional.of(code), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Comeback error(Begun begun, String error, String description) {
        return new Comeback(
                Optional.of(begun.state()),
                Optional.empty(),
                Optional.of(error),
                Optional.of(description),
                Optional.empty());
    }

    private FailedException failed(Visitor visitor, Comeback comeback) {
        return catchThrowableOfType(FailedException.class, () -> desk.land(visitor, comeback));
    }

    private Failure failure(Visitor visitor, Comeback comeback) {
        return failed(visitor, comeback).failure();
    }

    private static Violation violation(ThrowingCallable call) {
        return catchThrowableOfType(InvalidException.class, call).violations().get(0);
    }
}
