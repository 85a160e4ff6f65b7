package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.ConnectOutcome;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Endpoints;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.service.NotFoundException;
import io.carillon.api.service.UnavailableException;
import io.carillon.core.MovableClock;
import io.carillon.core.id.Ids;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountRegisterTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("default");
    private static final WorkspaceId OTHER = new WorkspaceId("other");
    private static final Platform PLATFORM = FakeNetwork.PLATFORM;
    private static final ConnectMethod CREDENTIALS = ConnectMethod.credentials(
            new ConnectMethod.Field("service", "Server", false, false),
            new ConnectMethod.Field("identifier", "Handle or mail", false, true),
            new ConnectMethod.Field("appPassword", "App password", true, true));
    private static final ConnectMethod NONE = ConnectMethod.none(
            new ConnectMethod.Field("handle", "Handle", false, false),
            new ConnectMethod.Field("fail", "Rehearse a failure", false, false));
    private static final Map<String, String> ANSWERS = Map.of("identifier", " bell ", "appPassword", "SECRET-pw");

    @TempDir
    Path folder;

    private final FakeAccountStore store = new FakeAccountStore();
    private final FakeEngine engine = new FakeEngine();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private FakeNetwork network;
    private AccountBook book;

    private final List<Account> revoked = new ArrayList<>();

    private AccountRegister register(ConnectMethod method) {
        network = new FakeNetwork(method);
        network.answer = settings -> identities(identity("did:1", "@bell", "SECRET-session"));
        book = new AccountBook(
                store,
                Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE),
                Duration.ofSeconds(60),
                clock);
        return new AccountRegister(
                book, network, new FakeWorkspaces(), engine, new Ids(clock, new Random(1)), revoked::add);
    }

    @Test
    void connectsWithCredentialsAndKeepsSecretsInTheGrantOnly() {
        AccountRegister register = register(CREDENTIALS);

        Account account = register.connect(WORKSPACE, PLATFORM, ANSWERS);

        assertThat(account.id().value()).startsWith("a_");
        assertThat(account.handle()).isEqualTo("@bell");
        assertThat(account.status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(account.zone()).isEqualTo(FakeWorkspaces.ZONE);
        assertThat(account.grant()).isEqualTo(Grant.none());
        assertThat(account.settings())
                .containsEntry("identifier", "bell")
                .containsEntry("pds", "https://pds.example")
                .containsEntry("remoteId", "did:1")
                .doesNotContainKey("appPassword");
        assertThat(store.rows().toString() + store.grants()).doesNotContain("SECRET");
        assertThat(book.withGrant(WORKSPACE, account.id()).orElseThrow().grant().secret("session"))
                .contains("SECRET-session");
        assertThat(network.open).isZero();
    }

    @Test
    void settingThatAPublisherNamesLikeASecretFieldIsNotKept() {
        AccountRegister register = register(CREDENTIALS);
        network.answer = settings -> identities(new Identity(
                "did:1", "@bell", "Bell", Optional.empty(), Map.of("appPassword", "SECRET-pw"), Grant.none()));
        assertThat(register.connect(WORKSPACE, PLATFORM, ANSWERS).settings()).doesNotContainKey("appPassword");
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnceAndNothingIsAsked() {
        AccountRegister register = register(CREDENTIALS);
        network.answer = settings -> {
            throw new AssertionError("the network must not be asked");
        };
        Map<String, String> settings = new HashMap<>();
        settings.put("identifier", " ");
        settings.put("password", "SECRET-pw");
        settings.put("service", "x".repeat(2001));
        settings.put("appPassword", null);

        InvalidException refused =
                catchThrowableOfType(InvalidException.class, () -> register.connect(WORKSPACE, PLATFORM, settings));

        assertThat(refused.violations())
                .extracting(violation -> violation.field() + " " + violation.rule())
                .containsExactlyInAnyOrder(
                        "settings.identifier required",
                        "settings.appPassword required",
                        "settings.password unknown-property",
                        "settings.service max-length");
        assertThat(refused.violations().toString()).doesNotContain("SECRET");
        assertThat(store.rows()).isEmpty();
    }

    @Test
    void refusalOfTheNetworkNamesItsFieldsAndNoSecret() {
        AccountRegister register = register(CREDENTIALS);
        network.answer = settings -> new ConnectOutcome.Refused(List.of(
                Violation.error("appPassword", "accepted", "", settings.get("appPassword"), "Wrong app password.")));

        InvalidException refused =
                catchThrowableOfType(InvalidException.class, () -> register.connect(WORKSPACE, PLATFORM, ANSWERS));

        assertThat(refused.violations()).extracting(Violation::field).containsExactly("settings.appPassword");
        assertThat(refused.violations().toString()).doesNotContain("SECRET");
        assertThat(store.rows()).isEmpty();
        assertThat(network.open).isZero();
    }

    @Test
    void networkThatCannotBeReachedStoresNothing() {
        AccountRegister register = register(CREDENTIALS);
        network.answer = settings -> new ConnectOutcome.NotReached("connection refused");
        assertThatThrownBy(() -> register.connect(WORKSPACE, PLATFORM, ANSWERS))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("Birdsong")
                .hasMessageContaining("connection refused");
        assertThat(store.rows()).isEmpty();
    }

    @Test
    void unknownPlatformNamesThoseThatAreInstalled() {
        AccountRegister register = register(CREDENTIALS);
        InvalidException refused =
                catchThrowableOfType(InvalidException.class, () -> register.connect(WORKSPACE, Platform.X, Map.of()));
        assertThat(refused.violations().get(0).field()).isEqualTo("platform");
        assertThat(refused.violations().get(0).limit()).isEqualTo("birdsong");
    }

    @Test
    void networkWithConsentPagesIsConnectedElsewhere() {
        URI uri = URI.create("https://birdsong.example/");
        AccountRegister register =
                register(ConnectMethod.oauth2(OAuth2Endpoints.at(uri, uri).build()));
        assertThatThrownBy(() -> register.connect(WORKSPACE, PLATFORM, Map.of()))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("POST /accounts/connect");
    }

    @Test
    void connectingAnAccountAgainRefusesSomebodyElsesCredentials() {
        AccountRegister register = register(CREDENTIALS);
        Account bell = register.connect(WORKSPACE, PLATFORM, ANSWERS);
        assertThat(register.connect(WORKSPACE, PLATFORM, ANSWERS, Optional.of(bell.id()))
                        .id())
                .isEqualTo(bell.id());
        network.answer = settings -> identities(identity("did:2", "@gong", "SECRET-session"));

        InvalidException refused = catchThrowableOfType(
                InvalidException.class, () -> register.connect(WORKSPACE, PLATFORM, ANSWERS, Optional.of(bell.id())));

        assertThat(refused.violations().get(0).field()).isEqualTo("account");
        assertThat(refused.violations().get(0).rule()).isEqualTo("same-identity");
        assertThat(refused).hasMessageContaining("@bell").hasMessageContaining("@gong");
        assertThat(register.list(WORKSPACE)).hasSize(1);
        assertThatThrownBy(() -> register.connect(WORKSPACE, PLATFORM, ANSWERS, Optional.of(new AccountId("a_none"))))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void connectingAgainKeepsTheAccountAndWakesWhatWaits() {
        AccountRegister register = register(CREDENTIALS);
        Account first = register.connect(WORKSPACE, PLATFORM, ANSWERS);
        register.update(WORKSPACE, first.id(), Optional.of("My bell"), Optional.of(ZoneId.of("Asia/Tokyo")), Map.of());
        assertThat(engine.followed).containsExactly(ZoneId.of("Asia/Tokyo"));
        book.standing().needsReconnect(WORKSPACE, first.id(), new Problem(Problem.GRANT_REVOKED, "revoked"));
        assertThat(engine.woken).isEmpty();
        network.answer = settings -> identities(identity("did:1", "@bell.renamed", "SECRET-new"));

        Account again = register.connect(WORKSPACE, PLATFORM, ANSWERS);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.handle()).isEqualTo("@bell.renamed");
        assertThat(again.displayName()).isEqualTo("My bell");
        assertThat(again.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(again.status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(register.list(WORKSPACE)).containsExactly(again);
        assertThat(book.withGrant(WORKSPACE, first.id()).orElseThrow().grant().secret("session"))
                .contains("SECRET-new");
        assertThat(engine.woken).containsExactly(first.id());
    }

    @Test
    void handleThatChangedHandsIsAnotherAccount() {
        AccountRegister register = register(CREDENTIALS);
        Account first = register.connect(WORKSPACE, PLATFORM, ANSWERS);
        network.answer = settings -> identities(identity("did:2", "@bell", "SECRET-other"));
        assertThat(register.connect(WORKSPACE, PLATFORM, ANSWERS).id()).isNotEqualTo(first.id());
    }

    @Test
    void accountWhoseIdOnTheNetworkIsUnknownIsFoundByItsHandle() {
        AccountRegister register = register(CREDENTIALS);
        Account old = Account.of(PLATFORM, "@BELL", "Bell", Grant.none());
        store.add(old, Optional.empty());
        assertThat(register.connect(WORKSPACE, PLATFORM, ANSWERS).id()).isEqualTo(old.id());
    }

    @Test
    void sameIdentityInAnotherWorkspaceIsAnotherAccount() {
        AccountRegister register = register(CREDENTIALS);
        Account first = register.connect(WORKSPACE, PLATFORM, ANSWERS);
        Account second = register.connect(OTHER, PLATFORM, ANSWERS);
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void firstOfSeveralIdentitiesCounts() {
        AccountRegister register = register(CREDENTIALS);
        network.answer =
                settings -> identities(identity("did:1", "@bell", "SECRET-1"), identity("did:2", "@page", "SECRET-2"));
        assertThat(register.connect(WORKSPACE, PLATFORM, ANSWERS).handle()).isEqualTo("@bell");
        assertThat(store.rows()).hasSize(1);
    }

    @Test
    void networkThatNeedsNothingIsConnectedByHandleWithoutAConnector() {
        AccountRegister register = register(NONE);
        network.hasConnector = false;

        Account named = register.connect(WORKSPACE, PLATFORM, Map.of("handle", "@test", "fail", "throttle"));
        Account unnamed = register.connect(WORKSPACE, PLATFORM, Map.of());

        assertThat(named.handle()).isEqualTo("@test");
        assertThat(named.settings()).containsEntry("fail", "throttle");
        assertThat(unnamed.handle()).isEqualTo("birdsong");
        assertThat(register.connect(WORKSPACE, PLATFORM, Map.of("handle", "@test"))
                        .id())
                .isEqualTo(named.id());
        assertThat(store.grants()).isEmpty();
    }

    @Test
    void credentialsWithoutAConnectorCannotBeChecked() {
        AccountRegister register = register(CREDENTIALS);
        network.hasConnector = false;
        assertThatThrownBy(() -> register.connect(WORKSPACE, PLATFORM, ANSWERS))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void settingsOfANetworkThatNeedsNothingCanBeChangedInPlace() {
        AccountRegister register = register(NONE);
        network.hasConnector = false;
        AccountId id =
                register.connect(WORKSPACE, PLATFORM, Map.of("handle", "@test")).id();

        Account changed = update(register, id, Map.of("fail", " reject ", "handle", "@test"));
        assertThat(changed.settings()).containsEntry("fail", "reject");
        assertThat(update(register, id, Map.of("fail", "")).settings())
                .doesNotContainKey("fail")
                .containsEntry("remoteId", "@test");
        assertThatThrownBy(() -> update(register, id, Map.of("handle", "@other", "colour", "red")))
                .isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> update(register, id, Map.of("colour", "red")))
                .isInstanceOfSatisfying(InvalidException.class, e -> assertThat(e.violations())
                        .extracting(Violation::field, Violation::rule)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("settings.colour", "unknown-property")));
    }

    @Test
    void settingsThatNobodySpokeOfThisTimeStay() {
        AccountRegister register = register(NONE);
        network.hasConnector = false;
        register.connect(WORKSPACE, PLATFORM, Map.of("handle", "@test", "fail", "throttle"));

        assertThat(register.connect(WORKSPACE, PLATFORM, Map.of("handle", "@test"))
                        .settings())
                .containsEntry("fail", "throttle");
        assertThat(register.connect(WORKSPACE, PLATFORM, Map.of("handle", "@test", "fail", "reject"))
                        .settings())
                .containsEntry("fail", "reject");
    }

    @Test
    void whatIsTheMatterWithAnAccountStaysWhenItIsRenamed() {
        AccountRegister register = register(CREDENTIALS);
        AccountId id = register.connect(WORKSPACE, PLATFORM, ANSWERS).id();
        Problem problem = new Problem(Problem.GRANT_REVOKED, "revoked");
        book.standing().needsReconnect(WORKSPACE, id, problem);

        Account renamed = register.update(WORKSPACE, id, Optional.of("My bell"), Optional.empty(), Map.of());

        assertThat(renamed.problem()).contains(problem);
    }

    @Test
    void settingsThatTheGrantWasGivenForNeedANewConnection() {
        AccountRegister register = register(CREDENTIALS);
        AccountId id = register.connect(WORKSPACE, PLATFORM, ANSWERS).id();
        for (String name : List.of("identifier", "appPassword", "remoteId", "pds")) {
            InvalidException refused =
                    catchThrowableOfType(InvalidException.class, () -> update(register, id, Map.of(name, "SECRET-x")));
            assertThat(refused.violations()).extracting(Violation::rule).containsExactly("reconnect");
            assertThat(refused.violations().toString()).doesNotContain("SECRET");
        }
    }

    @Test
    void displayNameIsChecked() {
        AccountRegister register = register(CREDENTIALS);
        AccountId id = register.connect(WORKSPACE, PLATFORM, ANSWERS).id();
        for (String name : List.of("  ", "x".repeat(301))) {
            assertThatThrownBy(() -> register.update(WORKSPACE, id, Optional.of(name), Optional.empty(), Map.of()))
                    .isInstanceOfSatisfying(InvalidException.class, e -> assertThat(e.violations())
                            .extracting(Violation::field)
                            .containsExactly("displayName"));
        }
    }

    @Test
    void removedAccountIsGoneWithItsGrantAndTheNetworkIsTold() {
        AccountRegister register = register(CREDENTIALS);
        AccountId id = register.connect(WORKSPACE, PLATFORM, ANSWERS).id();
        network.goodbyeFails = new IllegalStateException("SECRET-pw was wrong");

        register.remove(WORKSPACE, id);

        assertThat(store.rows()).isEmpty();
        assertThat(store.grants()).isEmpty();
        assertThat(network.goodbyes).hasSize(1);
        assertThat(network.goodbyes.get(0).grant().secret("session")).contains("SECRET-session");
        assertThat(network.open).isZero();
        assertThatThrownBy(() -> register.get(WORKSPACE, id)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> register.remove(WORKSPACE, id)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void accountThatPostsAreScheduledForStays() {
        AccountRegister register = register(CREDENTIALS);
        AccountId id = register.connect(WORKSPACE, PLATFORM, ANSWERS).id();
        engine.needed = true;
        assertThatThrownBy(() -> register.remove(WORKSPACE, id))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("scheduled");
        assertThat(network.goodbyes).isEmpty();
        assertThat(book.withGrant(WORKSPACE, id).orElseThrow().status()).isEqualTo(AccountStatus.CONNECTED);
    }

    @Test
    void accountThatHasPublishedStaysAsANameWithoutItsGrant() {
        AccountRegister register = register(CREDENTIALS);
        AccountId id = register.connect(WORKSPACE, PLATFORM, ANSWERS).id();
        store.published.add(id);

        register.remove(WORKSPACE, id);

        Account left = book.withGrant(WORKSPACE, id).orElseThrow();
        assertThat(left.status()).isEqualTo(AccountStatus.DISCONNECTED);
        assertThat(left.grant()).isEqualTo(Grant.none());
        assertThat(register.connect(WORKSPACE, PLATFORM, ANSWERS).id()).isEqualTo(id);
        assertThat(register.get(WORKSPACE, id).status()).isEqualTo(AccountStatus.CONNECTED);
    }

    private static Account update(AccountRegister register, AccountId id, Map<String, String> settings) {
        return register.update(WORKSPACE, id, Optional.empty(), Optional.empty(), settings);
    }

    private static ConnectOutcome identities(Identity... all) {
        return new ConnectOutcome.Identities(List.of(all));
    }

    @Test
    void idThatTheNetworkGaveIsNotOursToChange() {
        AccountRegister register = register(NONE);
        Account account = register.connect(WORKSPACE, PLATFORM, Map.of("handle", "bell"));

        assertThatThrownBy(() -> register.update(
                        WORKSPACE, account.id(), Optional.empty(), Optional.empty(), Map.of("remoteId", "another")))
                .isInstanceOfSatisfying(InvalidException.class, e -> assertThat(e.violations())
                        .extracting(Violation::field)
                        .containsExactly("settings.remoteId"));
    }

    @Test
    void settingThatCouldForgeALineOfTheLogIsRefused() {
        AccountRegister register = register(NONE);

        assertThatThrownBy(() -> register.connect(WORKSPACE, PLATFORM, Map.of("handle", "bell\nERROR forged")))
                .isInstanceOfSatisfying(InvalidException.class, e -> assertThat(e.violations())
                        .extracting(Violation::field, Violation::rule)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple("settings.handle", "characters")));
    }

    @Test
    void aConsentIsGivenBackWithTheLastAccountThatLivesByIt() {
        AccountRegister register = register(CREDENTIALS);
        Account person = consented(register, "did:1", "RT-1");
        Account page = consented(register, "did:2", "RT-1");
        Account other = consented(register, "did:3", "RT-3");

        register.remove(WORKSPACE, person.id());
        assertThat(revoked).isEmpty();
        register.remove(WORKSPACE, page.id());
        register.remove(WORKSPACE, other.id());
        assertThat(revoked).extracting(Account::id).containsExactly(page.id(), other.id());
        assertThat(revoked.get(0).grant().secret(OAuth2Grant.REFRESH_TOKEN)).contains("RT-1");
    }

    @Test
    void aConsentIsKeptWhileTheSameIdentityIsConnectedInAnotherWorkspace() {
        AccountRegister register = register(CREDENTIALS);
        Account here = consented(register, "did:1", "RT-1");
        Account there = register.connect(OTHER, PLATFORM, ANSWERS);

        register.remove(OTHER, there.id());
        assertThat(revoked).as("the network may have given both the same").isEmpty();

        register.remove(WORKSPACE, here.id());
        assertThat(revoked).extracting(Account::id).containsExactly(here.id());
    }

    @Test
    void aConsentIsGivenBackWhereTheIdentityIsOnlyANameInAnotherWorkspace() {
        AccountRegister register = register(CREDENTIALS);
        Account here = consented(register, "did:1", "RT-1");
        Account disconnected = register.connect(OTHER, PLATFORM, ANSWERS);
        store.published.add(disconnected.id());
        register.remove(OTHER, disconnected.id());
        Account ended = register.connect(new WorkspaceId("third"), PLATFORM, ANSWERS);
        book.standing().needsReconnect(ended.workspace(), ended.id(), new Problem(Problem.GRANT_REVOKED, "revoked"));

        register.remove(WORKSPACE, here.id());

        assertThat(revoked).extracting(Account::id).containsExactly(here.id());
    }

    @Test
    void aConsentWhoseKeyIsLostInAnotherWorkspaceIsKeptUntilTheKeyIsBack() {
        AccountRegister register = register(CREDENTIALS);
        Account here = consented(register, "did:1", "RT-1");
        Account there = register.connect(OTHER, PLATFORM, ANSWERS);
        book.standing().needsReconnect(OTHER, there.id(), new Problem(Problem.VAULT_KEY_LOST, "lost"));

        register.remove(WORKSPACE, here.id());

        assertThat(revoked).isEmpty();
    }

    private Account consented(AccountRegister register, String remoteId, String refreshToken) {
        network.answer = settings -> identities(new Identity(
                remoteId,
                "@" + remoteId,
                remoteId,
                Optional.empty(),
                Map.of(),
                new Grant(Map.of(OAuth2Grant.REFRESH_TOKEN, refreshToken), Optional.empty())));
        return register.connect(WORKSPACE, PLATFORM, ANSWERS);
    }

    private static Identity identity(String remoteId, String handle, String session) {
        return new Identity(
                remoteId,
                handle,
                "Bell",
                Optional.empty(),
                Map.of("pds", "https://pds.example"),
                new Grant(Map.of("session", session), Optional.empty()));
    }
}
