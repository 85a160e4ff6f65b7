package io.carillon.accounts.internal.connect;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.accounts.internal.House;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Violation;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.service.Connections.Begun;
import io.carillon.api.service.Connections.Comeback;
import io.carillon.api.service.Connections.FailedException;
import io.carillon.api.service.Connections.Failure;
import io.carillon.api.service.Connections.Visitor;
import io.carillon.api.service.Connections.Wish;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.ConsentStore.Consent;
import io.carillon.core.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A person gives consent to a network, and comes back with whatever a test chooses. */
abstract class ConnectionCase {

    static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    static final UserId USER = new UserId("u_1");
    static final String SESSION = "session:abc";
    static final Set<WorkspaceId> WORKSPACES = Set.of(Workspace.DEFAULT_ID);
    static final Visitor BROWSER = new Visitor(Optional.of(USER), WORKSPACES, Set.of(SESSION));
    static final URI CALLBACK = URI.create("https://carillon.example/oauth/callback");
    static final String PATH = "/oauth/callback";
    static final OAuth2Endpoints ENDPOINTS = OAuth2Endpoints.at(
                    URI.create("https://birdsong.example/authorize"), URI.create("https://birdsong.example/token"))
            .scopes("read", "write")
            .build();

    static final String TOKENS = "{\"access_token\":\"AT-1\",\"refresh_token\":\"RT-1\",\"token_type\":\"Bearer\","
            + "\"expires_in\":3600,\"scope\":\"read write\"}";

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock(NOW);
    final FakeConsentStore store = new FakeConsentStore();
    final FakeAppStore appStore = new FakeAppStore();
    final FakeHttp http = new FakeHttp();
    ConsentNetwork network;
    House house;
    Apps apps;
    ConnectionDesk desk;

    @BeforeEach
    void open() {
        open(ConnectMethod.oauth2(ENDPOINTS));
        apps.put(ConsentNetwork.PLATFORM, "carillon", Optional.of("s3cret"));
    }

    void open(ConnectMethod method) {
        network = new ConsentNetwork(method);
        house = new House(folder, network, clock);
        apps = new Apps(appStore, house.seals(), network);
        desk = newDesk();
    }

    /** As after a restart, or on another server. */
    ConnectionDesk newDesk() {
        return new ConnectionDesk(
                store, house.seals(), house.register(), network, oauth(), new Random(store.rows.size()), clock);
    }

    OAuthDesk oauth() {
        OAuthDesk oauth = new OAuthDesk(network, apps, clock);
        oauth.http = http;
        return oauth;
    }

    String verifier(Begun begun) {
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        return FakeHttp.form(http.last()).get("code_verifier");
    }

    /** As every server does now and then. */
    void clearUp() {
        new Leftovers(new Consents(store, house.seals(), clock), house.register(), oauth()).clear();
    }

    Account connected() {
        Begun begun = begin();
        http.json(200, TOKENS);
        desk.land(BROWSER, code(begun, "C-1"));
        return desk.choose(BROWSER, begun.state(), List.of("1")).get(0);
    }

    Begun begin() {
        return begin(wish(Map.of(), Optional.empty(), SESSION));
    }

    Begun begin(Wish wish) {
        return desk.begin(wish);
    }

    static Wish wish(Map<String, String> settings, Optional<AccountId> account, String browser) {
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

    Consent row() {
        return store.rows.values().iterator().next();
    }

    static Comeback code(Begun begun, String code) {
        return code(begun, code, PATH);
    }

    /** @param path of ours to which the network sends the person */
    static Comeback code(Begun begun, String code, String path) {
        return new Comeback(
                path,
                Optional.of(begun.state()),
                Optional.of(code),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Comeback error(Begun begun, String error, String description) {
        return new Comeback(
                PATH,
                Optional.of(begun.state()),
                Optional.empty(),
                Optional.of(error),
                Optional.of(description),
                Optional.empty());
    }

    FailedException failed(Visitor visitor, Comeback comeback) {
        return catchThrowableOfType(FailedException.class, () -> desk.land(visitor, comeback));
    }

    Failure failure(Visitor visitor, Comeback comeback) {
        return failed(visitor, comeback).failure();
    }

    static Violation violation(ThrowingCallable call) {
        return catchThrowableOfType(InvalidException.class, call).violations().get(0);
    }
}
