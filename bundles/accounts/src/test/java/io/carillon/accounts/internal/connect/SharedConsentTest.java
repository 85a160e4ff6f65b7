package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.House;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.Connections.Wish;
import io.carillon.core.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person and a page of theirs live by one consent, whose refresh token counts once. */
class SharedConsentTest {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final Duration LIFE = Duration.ofSeconds(RotatingTokens.LIFE);
    private static final Duration CONSENT = Duration.ofDays(14);
    private static final String SESSION = "session:1";
    private static final UserId USER = new UserId("u_1");
    private static final Set<WorkspaceId> WORKSPACES = Set.of(Workspace.DEFAULT_ID);
    private static final Visitor BROWSER = new Visitor(Optional.of(USER), WORKSPACES, Set.of(SESSION));
    private static final URI CALLBACK = URI.create("https://carillon.example/oauth/callback");
    private static final String PAGE_TOKEN = "pageToken";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(NOW);
    private final RotatingTokens tokens = new RotatingTokens();
    private House house;
    private OAuthDesk oauth;
    private ConnectionDesk desk;
    private House.Server north;
    private House.Server south;

    @BeforeEach
    void open() {
        ConsentNetwork network = new ConsentNetwork(ConnectMethod.oauth2(OAuth2Endpoints.at(
                        URI.create("https://birdsong.example/authorize"), URI.create("https://birdsong.example/token"))
                .scopes("read", "write")
                .consentLife(CONSENT)
                .build()));
        network.identities = consent -> new ConnectOutcome.Identities(List.of(
                ConsentNetwork.identity("1", "@bell", consent),
                ConsentNetwork.identity("2", "@page", withPageToken(consent)),
                ConsentNetwork.identity("3", "@club", Grant.oauthToken("CLUB"))));
        house = new House(folder, network, clock);
        Apps apps = new Apps(new FakeAppStore(), house.seals(), network);
        apps.put(ConsentNetwork.PLATFORM, "carillon", Optional.of("s3cret"));
        oauth = new OAuthDesk(network, apps, clock);
        oauth.http = tokens;
        desk = new ConnectionDesk(
                new FakeConsentStore(), house.seals(), house.register(), network, oauth, new Random(1), clock);
        north = house.server(oauth);
        south = house.server(oauth);
    }

    private static Grant withPageToken(Grant consent) {
        Map<String, String> secrets = new HashMap<>(consent.secrets());
        secrets.put(PAGE_TOKEN, "PAGE");
        return new Grant(secrets, consent.expiresAt());
    }

    private List<Account> connect(Optional<AccountId> account, String... identities) {
        Begun begun = desk.begin(new Wish(
                Workspace.DEFAULT_ID,
                USER,
                ConsentNetwork.PLATFORM,
                Map.of(),
                account,
                Optional.empty(),
                CALLBACK,
                SESSION));
        desk.land(
                BROWSER,
                new Comeback(
                        CALLBACK.getPath(),
                        Optional.of(begun.state()),
                        Optional.of("C-1"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        return desk.choose(BROWSER, begun.state(), List.of(identities));
    }

    private static String token(Grant grant) {
        return grant.secret(OAuth2Grant.ACCESS_TOKEN).orElseThrow();
    }

    private AccountStatus status(Account account) {
        return house.rows().get(account.id()).status();
    }

    @Test
    void whatIsRenewedForOneIsRenewedForAll() {
        List<Account> both = connect(Optional.empty(), "1", "2");
        clock.advance(LIFE);

        assertThat(token(north.use(both.get(0)))).isEqualTo("AT-1.1");
        assertThat(token(south.use(both.get(1)))).isEqualTo("AT-1.1");
        assertThat(tokens.refreshes).isEqualTo(1);
        clock.advance(LIFE);
        assertThat(token(south.use(both.get(1)))).isEqualTo("AT-1.2");
        assertThat(token(north.use(both.get(0)))).isEqualTo("AT-1.2");
        assertThat(house.rows().values()).extracting(Account::status).containsOnly(AccountStatus.CONNECTED);
    }

    @Test
    void ofServersThatRenewAtOnceOneDoes() throws Exception {
        List<Account> both = connect(Optional.empty(), "1", "2");
        clock.advance(LIFE);
        List<Callable<Grant>> uses = List.of(
                () -> north.use(both.get(0)),
                () -> north.use(both.get(1)),
                () -> south.use(both.get(0)),
                () -> south.use(both.get(1)));
        CountDownLatch together = new CountDownLatch(uses.size());
        ExecutorService threads = Executors.newFixedThreadPool(uses.size());
        try {
            List<Callable<Grant>> atOnce = new ArrayList<>();
            uses.forEach(use -> atOnce.add(() -> {
                together.countDown();
                together.await();
                return use.call();
            }));
            for (var used : threads.invokeAll(atOnce)) {
                assertThat(token(used.get())).isEqualTo("AT-1.1");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tokens.refreshes).isEqualTo(1);
    }

    @Test
    void whatIsAnAccountsOwnStaysItsOwn() {
        List<Account> all = connect(Optional.empty(), "1", "2", "3");
        clock.advance(LIFE);

        assertThat(north.use(all.get(0)).secret(PAGE_TOKEN)).isEmpty();
        assertThat(north.use(all.get(1)).secret(PAGE_TOKEN)).contains("PAGE");
        assertThat(token(north.use(all.get(2)))).isEqualTo("CLUB");
        assertThat(north.use(all.get(2)).secret(OAuth2Grant.REFRESH_TOKEN)).isEmpty();
    }

    @Test
    void consentThatTheNetworkEndedIsToldToAllThatLiveByIt() {
        List<Account> all = connect(Optional.empty(), "1", "2", "3");
        clock.advance(LIFE);
        tokens.end();

        north.use(all.get(0));

        assertThat(status(all.get(0))).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(status(all.get(1))).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(status(all.get(2))).as("it has a token of its own").isEqualTo(AccountStatus.CONNECTED);
        assertThat(tokens.refreshes).isEqualTo(1);
    }

    @Test
    void whatAnotherServerTookForEndedIsConnectedAgainForAll() {
        List<Account> both = connect(Optional.empty(), "1", "2");
        clock.advance(LIFE);
        house.takesNoGrants(true);
        north.use(both.get(0));
        south.use(both.get(1));
        assertThat(house.rows().values()).extracting(Account::status).containsOnly(AccountStatus.NEEDS_RECONNECT);

        house.takesNoGrants(false);
        north.storeNewGrants();

        assertThat(house.rows().values()).extracting(Account::status).containsOnly(AccountStatus.CONNECTED);
        assertThat(house.woken())
                .containsExactlyInAnyOrder(both.get(0).id(), both.get(1).id());
    }

    @Test
    void whoWasRefusedForTheirOwnSakeIsNotConnectedAgainByANewGrantOfTheOthers() {
        List<Account> both = connect(Optional.empty(), "1", "2");
        house.refused(both.get(1), "You have lost your role on this page.");
        clock.advance(LIFE);

        assertThat(token(north.use(both.get(0)))).isEqualTo("AT-1.1");

        assertThat(status(both.get(0))).isEqualTo(AccountStatus.CONNECTED);
        assertThat(status(both.get(1))).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(house.woken()).isEmpty();
    }

    @Test
    void whoDisconnectsLeavesTheOthersTheirConsent() {
        List<Account> both = connect(Optional.empty(), "1", "2");

        house.register().remove(Workspace.DEFAULT_ID, both.get(0).id());
        assertThat(house.revoked).isEmpty();
        clock.advance(LIFE);
        assertThat(token(south.use(both.get(1)))).isEqualTo("AT-1.1");

        house.register().remove(Workspace.DEFAULT_ID, both.get(1).id());
        assertThat(house.revoked)
                .extracting(Account::id)
                .containsExactly(both.get(1).id());
        assertThat(house.revoked.get(0).grant().secret(OAuth2Grant.REFRESH_TOKEN))
                .as("as it was renewed on another server")
                .contains("RT-1.1");
        assertThat(house.grants()).isZero();
    }

    @Test
    void connectingOneAnewIsForAllThatTheNewConsentNames() {
        List<Account> both = connect(Optional.empty(), "1", "2");
        clock.advance(LIFE);
        tokens.end();
        north.use(both.get(0));

        List<Account> again = connect(Optional.of(both.get(1).id()), "2");

        assertThat(again).extracting(Account::id).containsExactly(both.get(1).id());
        assertThat(status(both.get(0))).isEqualTo(AccountStatus.CONNECTED);
        assertThat(house.woken())
                .containsExactlyInAnyOrder(both.get(0).id(), both.get(1).id());
        clock.advance(LIFE);
        assertThat(token(north.use(both.get(0)))).isEqualTo("AT-2.1");
        assertThat(token(south.use(both.get(1)))).isEqualTo("AT-2.1");
        assertThat(house.rows()).hasSize(2);
        assertThat(house.grants()).as("the old consent is gone").isEqualTo(2);
    }

    @Test
    void connectingOneAnewLeavesAloneWhatLivesByAnother() {
        Account person = connect(Optional.empty(), "1").get(0);
        Account page = connect(Optional.empty(), "2").get(0);

        connect(Optional.of(person.id()), "1");

        assertThat(token(house.opened(person).grant())).isEqualTo("AT-3.0");
        assertThat(token(house.opened(page).grant())).isEqualTo("AT-2.0");
    }

    @Test
    void consentThatEndsForGoodIsToldADayBefore() {
        List<Account> both = connect(Optional.empty(), "1", "2");
        clock.advance(CONSENT.minus(House.WARNED).minusSeconds(1));
        north.use(both.get(0));
        assertThat(house.rows().values()).extracting(Account::status).containsOnly(AccountStatus.CONNECTED);
        clock.advance(LIFE);

        north.use(both.get(0));

        assertThat(house.rows().values()).allSatisfy(account -> {
            assertThat(account.status()).isEqualTo(AccountStatus.EXPIRING);
            assertThat(account.problem().orElseThrow().detail())
                    .contains("on 24 February 2026 at 10:00 (Europe/Berlin)", "Connect the account again before");
        });
        connect(Optional.of(both.get(0).id()), "1");
        assertThat(house.rows().values()).extracting(Account::status).containsOnly(AccountStatus.CONNECTED);
    }

    @Test
    void consentWhoseLastTokenEndsWithItIsToldADayBefore() {
        Account account = connect(Optional.empty(), "1").get(0);
        Duration left = Duration.ofHours(30);
        clock.advance(CONSENT.minus(left));
        tokens.life = Math.toIntExact(left.toSeconds());

        north.use(account);

        assertThat(status(account)).as("it is renewed next when hours are left").isEqualTo(AccountStatus.EXPIRING);
    }

    @Test
    void lessThatIsGrantedWithARefreshIsKnownOfAll() {
        List<Account> both = connect(Optional.empty(), "1", "2");
        clock.advance(LIFE);
        tokens.scope = "read";

        north.use(both.get(0));

        assertThat(house.rows().values())
                .extracting(account -> account.settings().get(Identity.GRANTED_SCOPES))
                .containsOnly("read");
    }
}
