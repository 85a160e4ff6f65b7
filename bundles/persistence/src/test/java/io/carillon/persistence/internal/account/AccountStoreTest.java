package io.carillon.persistence.internal.account;

import static io.carillon.persistence.internal.Samples.NOW;
import static io.carillon.persistence.internal.Samples.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Event;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Identity;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.SealedValues;
import io.carillon.api.store.SealedValues.Resealed;
import io.carillon.api.store.SealedValues.SealedValue;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Samples;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class AccountStoreTest {

    private static final WorkspaceId OTHER = new WorkspaceId("other");
    private static final SealedGrant SEALED = new SealedGrant("eyJ…", "key-1", Optional.of(NOW.plusSeconds(60)));

    private static final Duration LEASE = Duration.ofSeconds(60);

    private Stores stores;
    private AccountStore accounts;

    @BeforeEach
    void open() {
        stores = TestStores.empty();
        accounts = stores.accounts();
    }

    @Test
    void anAccountIsKeptApartFromItsGrant() {
        Account account = account(Platform.BLUESKY, "@ada").withGrant(Grant.oauthToken("secret"));
        accounts.add(account, Optional.of(SEALED));

        assertThat(accounts.find(Workspace.DEFAULT_ID, account.id())).contains(account.withGrant(Grant.none()));
        assertThat(accounts.grant(account.id())).contains(SEALED);
        assertThat(accounts.find(OTHER, account.id())).isEmpty();
        assertThat(accounts.findAll(OTHER, List.of(account.id()))).isEmpty();
        assertThat(accounts.findAll(Workspace.DEFAULT_ID, List.of(account.id(), new AccountId("a_none"))))
                .containsExactly(account.withGrant(Grant.none()));
        assertThatThrownBy(() -> accounts.add(account, Optional.empty())).isInstanceOf(InUseException.class);
    }

    @Test
    void accountsAreListedByPlatformAndHandle() {
        Account zed = account(Platform.BLUESKY, "@zed");
        Account ada = account(Platform.BLUESKY, "@ada");
        Account tusk = account(Platform.MASTODON, "@ada");
        List.of(tusk, zed, ada).forEach(account -> accounts.add(account, Optional.empty()));

        assertThat(accounts.list(Workspace.DEFAULT_ID)).containsExactly(ada, zed, tusk);
        assertThat(accounts.list(OTHER)).isEmpty();
    }

    @Test
    void everythingButTheGrantIsUpdated() {
        Account account = account(Platform.BLUESKY, "@ada");
        accounts.add(account, Optional.of(SEALED));
        Account changed = account.withStatus(AccountStatus.NEEDS_RECONNECT)
                .withSettings(Map.of("service", "https://other.example", "empty", ""));

        assertThat(update(changed)).isTrue();
        assertThat(accounts.find(Workspace.DEFAULT_ID, account.id())).contains(changed);
        assertThat(accounts.grant(account.id())).contains(SEALED);
    }

    @Test
    void aGrantIsReplaced() {
        Account account = account(Platform.BLUESKY, "@ada");
        accounts.add(account, Optional.empty());
        assertThat(accounts.grant(account.id())).isEmpty();
        SealedGrant next = new SealedGrant("eyK…", "key-2", Optional.empty());

        putGrant(account.id(), SEALED);
        putGrant(account.id(), next);

        assertThat(accounts.grant(account.id())).contains(next);
    }

    @Test
    void oneAtATimeRenewsAGrant() {
        RenewalLease first = lease();

        assertThat(first.grant()).isEqualTo(SEALED);
        assertThat(accounts.beginRenewal(first.id(), LEASE)).isEmpty();
        assertThat(accounts.beginRenewal(new AccountId("a_none"), LEASE)).isEmpty();

        accounts.endRenewal(first);
        assertThat(accounts.beginRenewal(first.id(), LEASE)).isPresent();
    }

    @Test
    void ofManyThatAskAtOnceOneMayRenew() throws Exception {
        Account account = account(Platform.BLUESKY, "@ada");
        accounts.add(account, Optional.of(SEALED));
        int callers = 6;
        CountDownLatch together = new CountDownLatch(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Optional<RenewalLease>>> answers = IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return accounts.beginRenewal(account.id(), LEASE);
                    }))
                    .toList();
            int given = 0;
            for (Future<Optional<RenewalLease>> answer : answers) {
                given += answer.get().isPresent() ? 1 : 0;
            }
            assertThat(given).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rightToRenewEndsByItselfWhereItsHolderStopped() {
        RenewalLease stopped = lease();
        assertThat(at(NOW.plus(LEASE).minusMillis(1)).beginRenewal(stopped.id(), LEASE))
                .isEmpty();

        RenewalLease next =
                at(NOW.plus(LEASE)).beginRenewal(stopped.id(), LEASE).orElseThrow();

        assertThat(next.number()).isGreaterThan(stopped.number());
        accounts.endRenewal(stopped);
        assertThat(at(NOW.plus(LEASE)).beginRenewal(stopped.id(), LEASE))
                .as("the former holder gives back nothing")
                .isEmpty();
    }

    @Test
    void lateResultOfAFormerHolderReplacesNoNewerGrant() {
        RenewalLease former = lease();
        RenewalLease next = at(NOW.plus(LEASE)).beginRenewal(former.id(), LEASE).orElseThrow();
        SealedGrant renewed = new SealedGrant("eyK…", "key-1", Optional.of(NOW.plusSeconds(3600)));

        assertThat(accounts.putRenewed(next, renewed)).isTrue();
        assertThat(accounts.putRenewed(former, new SealedGrant("late", "key-1", Optional.empty())))
                .isFalse();

        assertThat(accounts.grant(former.id())).contains(renewed);
        accounts.endRenewal(next);
        assertThat(accounts.beginRenewal(former.id(), LEASE))
                .hasValueSatisfying(lease -> assertThat(lease.grant()).isEqualTo(renewed));
    }

    @Test
    void accountThatIsConnectedAnewKeepsItsNewGrant() {
        RenewalLease lease = lease();
        SealedGrant anew = new SealedGrant("anew", "key-1", Optional.empty());
        putGrant(lease.id(), anew);

        assertThat(accounts.putRenewed(lease, SEALED)).isFalse();
        assertThat(accounts.grant(lease.id())).contains(anew);

        accounts.remove(Workspace.DEFAULT_ID, lease.id());
        assertThat(accounts.putRenewed(lease, SEALED)).isFalse();
    }

    @Test
    void grantsOfUsableAccountsAreListedByTheirEnd() {
        Account ada = ending("@ada", AccountStatus.CONNECTED, 60);
        Account bea = ending("@bea", AccountStatus.EXPIRING, 30);
        Account cia = ending("@cia", AccountStatus.CONNECTED, 60);
        ending("@dora", AccountStatus.NEEDS_RECONNECT, 40);
        ending("@eve", AccountStatus.DISCONNECTED, 40);
        ending("@fay", AccountStatus.CONNECTED, 90);
        accounts.add(account(Platform.BLUESKY, "@for-ever"), Optional.of(new SealedGrant("x", "k", Optional.empty())));
        Instant before = NOW.plusSeconds(90);

        List<EndingGrant> all = accounts.ending(before, Optional.empty(), 10);
        assertThat(all).extracting(EndingGrant::account).containsExactly(bea.id(), ada.id(), cia.id());
        assertThat(all.get(0))
                .isEqualTo(new EndingGrant(
                        Workspace.DEFAULT_ID, bea.id(), Platform.BLUESKY, TestStores.NOW, NOW.plusSeconds(30)));

        List<EndingGrant> page = accounts.ending(before, Optional.empty(), 2);
        assertThat(page).isEqualTo(all.subList(0, 2));
        assertThat(accounts.ending(before, Optional.of(page.get(1)), 2)).isEqualTo(all.subList(2, 3));
    }

    /** As somebody does who read it just now. */
    private boolean update(Account account) {
        return accounts.change(read(account.id()), account);
    }

    private void putGrant(AccountId id, SealedGrant grant) {
        KeptAccount kept = read(id);
        assertThat(accounts.change(kept, kept.account(), AccountGrants.own(grant)))
                .isTrue();
    }

    private KeptAccount read(AccountId id) {
        return accounts.read(Workspace.DEFAULT_ID, id).orElseThrow();
    }

    private Account ending(String handle, AccountStatus status, int seconds) {
        Account account = account(Platform.BLUESKY, handle).withStatus(status);
        accounts.add(account, Optional.of(new SealedGrant("eyJ…", "key-1", Optional.of(NOW.plusSeconds(seconds)))));
        return account;
    }

    private RenewalLease lease() {
        Account account = account(Platform.BLUESKY, "@ada");
        accounts.add(account, Optional.of(SEALED));
        return accounts.beginRenewal(account.id(), LEASE).orElseThrow();
    }

    /** The same rows, looked at later. */
    private AccountStore at(Instant now) {
        return new DatabaseAccountStore(
                stores.database().transactions(), ClaimTime.OF_CALLER, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void anAccountGoesOnlyWhileNoDeliveryNeedsIt() {
        Account account = account(Platform.SANDBOX, "@ada");
        accounts.add(account, Optional.of(SEALED));
        StoredPost post = Samples.post(account, "Ring");
        Delivery delivery = Samples.delivery(post, account, NOW);
        stores.posts().add(post, List.of(delivery));

        assertThatThrownBy(() -> accounts.remove(Workspace.DEFAULT_ID, account.id()))
                .isInstanceOf(InUseException.class);
        TestStores.execute(stores, "UPDATE delivery SET state = '" + DeliveryState.CANCELLED + "'");

        assertThat(accounts.remove(OTHER, account.id())).isFalse();
        assertThat(accounts.remove(Workspace.DEFAULT_ID, account.id())).isTrue();
        assertThat(accounts.remove(Workspace.DEFAULT_ID, account.id())).isFalse();
        assertThat(accounts.grant(account.id())).isEmpty();
        assertThat(stores.posts()
                        .find(post.workspace(), post.id())
                        .orElseThrow()
                        .post()
                        .post()
                        .accounts())
                .isEmpty();
    }

    @Test
    void zoneThatThisJavaDoesNotKnowHidesNoAccountAndIsKept() {
        Account usual = account(Platform.BLUESKY, "@ada");
        Account odd = inZone(account(Platform.BLUESKY, "@zed"), TimeZones.of("Europe/Atlantis"));
        List.of(usual, odd).forEach(account -> accounts.add(account, Optional.empty()));

        assertThat(accounts.list(Workspace.DEFAULT_ID)).containsExactly(usual, odd);
        assertThat(update(odd.withStatus(AccountStatus.NEEDS_RECONNECT))).isTrue();
        assertThat(accounts.find(Workspace.DEFAULT_ID, odd.id())
                        .orElseThrow()
                        .zone()
                        .getId())
                .isEqualTo("Europe/Atlantis");
    }

    private static Account inZone(Account account, ZoneId zone) {
        return new Account(
                account.id(),
                account.workspace(),
                account.platform(),
                account.handle(),
                account.displayName(),
                account.avatarUrl(),
                account.status(),
                zone,
                account.settings(),
                account.grant());
    }

    // ---- What is sealed -----------------------------------------------------------------------

    @Test
    void whatIsSealedIsFoundByItsKeyPageByPage() {
        for (int i = 0; i < 5; i++) {
            add("@" + i, i < 3 ? "key-1" : "key-2");
        }
        SealedValues grants = stores.sealed().get(0);
        assertThat(grants.keys()).containsOnly(Map.entry("key-1", 3L), Map.entry("key-2", 2L));

        List<SealedValue> first = grants.sealedWith("key-1", Optional.empty(), 2);
        List<SealedValue> second =
                grants.sealedWith("key-1", Optional.of(first.get(1).id()), 2);

        assertThat(first).hasSize(2).isSortedAccordingTo(Comparator.comparing(SealedValue::id));
        assertThat(second).hasSize(1);
        assertThat(accounts.sealedWith("key-1", Optional.empty(), 10))
                .extracting(account -> account.id().value())
                .containsExactly(
                        first.get(0).id(), first.get(1).id(), second.get(0).id());
        assertThat(accounts.sealedWith(
                        "key-1", Optional.of(new AccountId(first.get(0).id())), 1))
                .extracting(account -> account.id().value())
                .containsExactly(first.get(1).id());
    }

    @Test
    void sealingAnewStandsInNobodysWay() {
        List<Account> all =
                IntStream.range(0, 12).mapToObj(i -> add("@" + i, "key-1")).toList();
        AccountId renewing = all.get(0).id();
        AccountId replaced = all.get(1).id();
        RenewalLease lease = accounts.beginRenewal(renewing, LEASE).orElseThrow();
        SealedValues grants = stores.sealed().get(0);
        List<Resealed> anew = grants.sealedWith("key-1", Optional.empty(), 20).stream()
                .map(one -> new Resealed(one, one.sealed() + " anew", "key-2"))
                .toList();
        putGrant(replaced, new SealedGrant("another", "key-1", Optional.empty()));

        assertThat(grants.reseal(anew)).isEqualTo(11);

        assertThat(accounts.grant(replaced)).map(SealedGrant::sealed).contains("another");
        assertThat(accounts.grant(all.get(2).id()))
                .contains(new SealedGrant(SEALED.sealed() + " anew", "key-2", SEALED.expiresAt()));
        assertThat(grants.reseal(anew))
                .as("they are sealed with another key by now")
                .isZero();
        SealedGrant renewed = new SealedGrant("renewed", "key-2", Optional.empty());
        assertThat(accounts.putRenewed(lease, renewed))
                .as("a pair that the network gave meanwhile must not be lost")
                .isTrue();
        assertThat(accounts.grant(renewing)).contains(renewed);
    }

    @Test
    void whyAnAccountCannotPublishIsKeptAndFound() {
        Account account = add("@bell", "key-1");
        Problem lost = new Problem(Problem.VAULT_KEY_LOST, "Its key is lost.");
        update(account.withStatus(AccountStatus.NEEDS_RECONNECT, lost));

        assertThat(accounts.find(account.workspace(), account.id())
                        .orElseThrow()
                        .problem())
                .contains(lost);
        assertThat(accounts.withProblem(Problem.VAULT_KEY_LOST, Optional.empty(), 10))
                .extracting(Account::id)
                .containsExactly(account.id());
        assertThat(accounts.withProblem(Problem.VAULT_KEY_LOST, Optional.of(account.id()), 10))
                .isEmpty();

        update(account);
        assertThat(accounts.find(account.workspace(), account.id())
                        .orElseThrow()
                        .problem())
                .isEmpty();
    }

    // ---- Events -------------------------------------------------------------------------------

    private List<AccountStatus> told(Account account) {
        return stores.events().after(account.workspace(), "", 100).stream()
                .filter(event -> account.id().value().equals(event.data().get("account")))
                .map(event -> AccountStatus.valueOf(event.data().get("status")))
                .toList();
    }

    @Test
    void everyChangeOfStatusOrReasonIsToldOnceAndNothingElse() {
        Account account = add("@bell", "key-1");
        update(account);
        putGrant(account.id(), SEALED);
        Account lost =
                account.withStatus(AccountStatus.NEEDS_RECONNECT, new Problem(Problem.GRANT_REVOKED, "It said no."));
        update(lost);
        update(lost);
        update(account);
        accounts.remove(account.workspace(), account.id());

        assertThat(told(account))
                .containsExactly(
                        AccountStatus.CONNECTED,
                        AccountStatus.NEEDS_RECONNECT,
                        AccountStatus.CONNECTED,
                        AccountStatus.DISCONNECTED);
    }

    @Test
    void permissionThatIsTakenAwayIsTold() {
        Account account = add("@bell", "key-1").withSettings(Map.of(Identity.GRANTED_SCOPES, "read write"));
        update(account);
        update(account);

        update(account.withSettings(Map.of(Identity.GRANTED_SCOPES, "read")));

        assertThat(told(account)).hasSize(3).containsOnly(AccountStatus.CONNECTED);
    }

    @Test
    void changeThatIsRefusedIsNotTold() {
        Account account = add("@bell", "key-1");
        assertThatThrownBy(() -> accounts.add(account, Optional.empty())).isInstanceOf(InUseException.class);
        assertThat(told(account)).hasSize(1);
    }

    @Test
    void eventsAreReadOnFromTheLastOneOfAWorkspace() {
        Account first = add("@1", "key-1");
        Account second = add("@2", "key-1");
        List<Event> all = stores.events().after(first.workspace(), "", 1);
        assertThat(all).hasSize(1);
        List<Event> rest = stores.events().after(first.workspace(), all.get(0).id(), 10);
        assertThat(Stream.concat(all.stream(), rest.stream()))
                .extracting(event -> event.data().get("account"))
                .containsExactlyInAnyOrder(first.id().value(), second.id().value());
        assertThat(stores.events().after(OTHER, "", 10)).isEmpty();
        assertThat(stores.events().after(first.workspace(), Event.firstId(NOW.plus(Duration.ofDays(365))), 10))
                .isEmpty();
    }

    private Account add(String handle, String key) {
        Account account = account(Platform.SANDBOX, handle);
        accounts.add(account, Optional.of(new SealedGrant(SEALED.sealed(), key, SEALED.expiresAt())));
        return account;
    }
}
