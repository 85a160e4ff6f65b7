package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.AccountLook;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.RenewalLease;
import io.carillon.core.MovableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AccountStore} promises to servers that change accounts at once. */
public abstract class AccountStoreContract {

    private static final Instant NOW = Instant.parse("2026-02-10T09:00:00Z");
    private static final WorkspaceId HERE = Workspace.DEFAULT_ID;
    private static final Platform BIRDSONG = new Platform("birdsong");
    private static final SealedGrant SEALED = new SealedGrant("eyJ…", "key-1", Optional.empty());
    private static final SealedGrant NEXT = new SealedGrant(
            "eyK…", "key-1", Optional.of(NOW), AccountStore.Renewal.TOKEN, Optional.of(NOW.plusSeconds(9)));
    private static final AccountId CONSENT = new AccountId("grant.1");
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int SERVERS = 4;
    private static final int CHANGES = 5;

    private final MovableClock clock = new MovableClock(NOW);
    private AccountStore store;

    /** Keeps nothing. @param clock the database's */
    protected abstract AccountStore emptyStore(Clock clock);

    @BeforeEach
    void open() {
        store = emptyStore(clock);
    }

    private static Account account(String id, String remoteId) {
        return new Account(
                new AccountId(id),
                HERE,
                BIRDSONG,
                "@bell",
                "Bell",
                Optional.empty(),
                AccountStatus.CONNECTED,
                ZoneOffset.UTC,
                Map.of(Account.REMOTE_ID, remoteId),
                Grant.none());
    }

    private KeptAccount added(Account account) {
        store.add(account, Optional.of(SEALED));
        return read(account);
    }

    private KeptAccount read(Account account) {
        return store.read(account.workspace(), account.id()).orElseThrow();
    }

    @Test
    void accountIsReadTogetherWithItsGrant() {
        KeptAccount kept = added(account("a_1", "bell"));

        assertThat(kept.account()).isEqualTo(account("a_1", "bell"));
        assertThat(kept.own().orElseThrow().id()).isEqualTo(kept.account().id());
        assertThat(kept.own().orElseThrow().sealed()).isEqualTo(SEALED);
        assertThat(store.read(new WorkspaceId("other"), kept.account().id())).isEmpty();
        Account bare = account("a_2", "other");
        store.add(bare, Optional.empty());
        assertThat(read(bare).own()).isEmpty();
    }

    @Test
    void platformsAreThoseOfAllWorkspacesOnceEach() {
        assertThat(store.platforms()).isEmpty();
        added(account("a_1", "bell"));
        added(account("a_2", "gong"));
        store.add(of(new Platform("anvil"), new WorkspaceId("other")), Optional.empty());

        assertThat(store.platforms()).containsExactlyInAnyOrder(new Platform("anvil"), BIRDSONG);
    }

    private static Account of(Platform platform, WorkspaceId workspace) {
        return new Account(
                new AccountId("a_" + platform.id()),
                workspace,
                platform,
                "@bell",
                "Bell",
                Optional.empty(),
                AccountStatus.CONNECTED,
                ZoneOffset.UTC,
                Map.of(),
                Grant.none());
    }

    @Test
    void anIdentityIsFoundInAllWorkspaces() {
        Account here = added(account("a_2", "bell")).account();
        Account there = in(new WorkspaceId("other"), account("a_1", "bell"));
        store.add(there, Optional.of(SEALED));
        added(account("a_3", "gong"));
        store.add(of(new Platform("anvil"), HERE).withSettings(here.settings()), Optional.empty());
        Account byHandle = account("a_4", "").withSettings(Map.of());
        store.add(byHandle, Optional.empty());

        assertThat(store.ofIdentity(BIRDSONG, here.identity())).containsExactly(there, here);
        assertThat(store.ofIdentity(BIRDSONG, byHandle.identity())).containsExactly(byHandle);
        assertThat(store.ofIdentity(BIRDSONG, "id:nobody")).isEmpty();
    }

    private static Account in(WorkspaceId workspace, Account account) {
        return new Account(
                account.id(),
                workspace,
                account.platform(),
                account.handle(),
                account.displayName(),
                account.avatarUrl(),
                account.status(),
                account.zone(),
                account.settings(),
                account.grant());
    }

    @Test
    void changeCountsOnlyWhereNobodyWasFaster() {
        KeptAccount kept = added(account("a_1", "bell"));
        Account waiting = kept.account().withStatus(AccountStatus.NEEDS_RECONNECT);

        assertThat(store.change(kept, waiting)).isTrue();
        assertThat(store.change(kept, kept.account().withSettings(Map.of()))).isFalse();
        assertThat(read(waiting).account()).isEqualTo(waiting);
        assertThat(store.change(read(waiting), kept.account(), AccountGrants.own(NEXT)))
                .isTrue();
        assertThat(store.grant(waiting.id())).contains(NEXT);
    }

    @Test
    void changeThatIsMadeOfAnOldGrantDoesNotCount() {
        KeptAccount kept = added(account("a_1", "bell"));
        RenewalLease lease = store.beginRenewal(kept.account().id(), LEASE).orElseThrow();
        assertThat(store.putRenewed(lease, NEXT)).isTrue();

        assertThat(store.change(kept, kept.account().withStatus(AccountStatus.NEEDS_RECONNECT)))
                .as("it was the old grant that was refused")
                .isFalse();
        assertThat(store.change(kept, kept.account(), AccountGrants.own(SEALED)))
                .isFalse();
        assertThat(read(kept.account()).account().status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(store.grant(kept.account().id())).contains(NEXT);
    }

    @Test
    void renewalOfAGrantThatWentReplacesNoneThatCameAfterIt() {
        Account account = added(account("a_1", "bell")).account();
        RenewalLease former = store.beginRenewal(account.id(), LEASE).orElseThrow();
        assertThat(store.change(read(account), account, AccountGrants.none())).isTrue();
        SealedGrant anew = new SealedGrant("anew", "key-1", Optional.empty());
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.change(read(account), account, AccountGrants.own(anew)))
                .isTrue();

        assertThat(read(account).livesBy(former)).isFalse();
        assertThat(store.putRenewed(former, NEXT)).isFalse();
        assertThat(store.grant(account.id())).contains(anew);

        store.beginRenewal(account.id(), LEASE).orElseThrow();
        store.endRenewal(former);
        assertThat(store.beginRenewal(account.id(), LEASE))
                .as("somebody else renews it")
                .isEmpty();
    }

    @Test
    void accountThatIsGoneIsNotChanged() {
        KeptAccount kept = added(account("a_1", "bell"));
        store.remove(HERE, kept.account().id());

        assertThat(store.change(kept, kept.account())).isFalse();
        assertThat(store.change(kept, kept.account(), AccountGrants.own(NEXT))).isFalse();
        assertThat(store.grant(kept.account().id())).isEmpty();
    }

    @Test
    void identityHasOneAccountInAWorkspace() {
        KeptAccount kept = added(account("a_1", "bell"));

        assertThatThrownBy(() -> store.add(account("a_2", "bell"), Optional.empty()))
                .isInstanceOf(InUseException.class);
        Account byHandle = account("a_3", "").withSettings(Map.of());
        store.add(byHandle, Optional.empty());
        assertThatThrownBy(() -> store.change(read(byHandle), byHandle.withSettings(Map.of(Account.REMOTE_ID, "bell"))))
                .isInstanceOf(InUseException.class);
        assertThat(read(byHandle).account()).isEqualTo(byHandle);

        store.remove(HERE, kept.account().id());
        store.add(account("a_2", "bell"), Optional.empty());
    }

    private Account sharing(String id, Optional<SealedGrant> own) {
        Account account = account(id, id);
        store.add(account, new AccountGrants(own, Optional.of(new AccountGrants.Consent(CONSENT, SEALED))));
        return account;
    }

    @Test
    void consentIsRenewedOnceForAllThatShareIt() {
        Account person = sharing("a_1", Optional.empty());
        Account page = sharing("a_2", Optional.of(NEXT));
        Account other = added(account("a_3", "other")).account();
        assertThat(store.livingBy(CONSENT)).containsExactly(person, page);
        assertThat(read(page).own().orElseThrow().sealed()).isEqualTo(NEXT);

        RenewalLease lease = store.beginRenewal(person.id(), LEASE).orElseThrow();
        assertThat(store.beginRenewal(page.id(), LEASE)).as("it is the same").isEmpty();
        assertThat(store.beginRenewal(other.id(), LEASE)).isPresent();
        assertThat(read(page).livesBy(lease)).isTrue();
        SealedGrant renewed = new SealedGrant("renewed", "key-2", Optional.of(NOW));
        assertThat(store.putRenewed(lease, renewed)).isTrue();
        store.endRenewal(lease);

        for (Account account : List.of(person, page)) {
            assertThat(read(account).consent().orElseThrow().sealed()).isEqualTo(renewed);
            assertThat(store.grant(account.id())).contains(renewed);
        }
        assertThat(read(page).own().orElseThrow().sealed()).isEqualTo(NEXT);
        assertThat(store.ending(NOW.plusSeconds(1), Optional.empty(), 10))
                .extracting(EndingGrant::account)
                .containsExactly(person.id(), page.id());
        assertThat(store.sealedWith("key-2", Optional.empty(), 10)).containsExactly(person, page);
    }

    @Test
    void whoComesLaterSharesTheConsentAsItIsByThen() {
        Account person = sharing("a_1", Optional.empty());
        RenewalLease lease = store.beginRenewal(person.id(), LEASE).orElseThrow();
        store.putRenewed(lease, NEXT);

        Account page = sharing("a_2", Optional.empty());

        assertThat(store.grant(page.id())).contains(NEXT);
    }

    @Test
    void accountsAreLookedAtByTheTimesThatArePlanned() {
        Account first = added(account("a_1", "bell")).account();
        Account second = added(account("a_2", "chime")).account();
        Account third = added(account("a_3", "gong")).account();
        AccountLook never = look(second);
        assertThat(never).isEqualTo(new AccountLook(HERE, second.id(), BIRDSONG, Optional.empty()));
        assertThat(store.planLook(never, NOW)).isTrue();
        assertThat(store.planLook(look(first), NOW.minusSeconds(1))).isTrue();
        assertThat(store.planLook(look(third), NOW.plusSeconds(1))).isTrue();

        assertThat(store.looks(NOW, 10)).containsExactly(lookAt(first, NOW.minusSeconds(1)), lookAt(second, NOW));
        assertThat(store.looks(NOW, 1)).extracting(AccountLook::account).containsExactly(first.id());
        store.remove(HERE, first.id());
        assertThat(store.planLook(lookAt(first, NOW.minusSeconds(1)), NOW)).isFalse();
    }

    @Test
    void onlyWhatCanPublishIsLookedAt() {
        Account account = added(account("a_1", "bell")).account();
        AccountLook planned = look(account);
        store.planLook(planned, NOW);
        KeptAccount before = read(account);
        store.change(before, account.withStatus(AccountStatus.NEEDS_RECONNECT));
        assertThat(store.looks(NOW, 10)).isEmpty();
        store.change(read(account), account.withStatus(AccountStatus.EXPIRING));
        assertThat(store.looks(NOW, 10)).containsExactly(planned.at(NOW));
    }

    @Test
    void oneServerPlansALook() throws Exception {
        Account account = added(account("a_1", "bell")).account();
        AccountLook look = look(account);
        KeptAccount before = read(account);
        assertThat(atOnce(server -> () -> store.planLook(look, NOW.plusSeconds(server))))
                .containsOnlyOnce(true);
        assertThat(read(account)).as("no change of the account").isEqualTo(before);
    }

    private AccountLook look(Account account) {
        return store.looks(NOW, 10).stream()
                .filter(look -> look.account().equals(account.id()))
                .findFirst()
                .orElseThrow();
    }

    private static AccountLook lookAt(Account account, Instant at) {
        return new AccountLook(HERE, account.id(), BIRDSONG, Optional.of(at));
    }

    @Test
    void consentGoesWithTheLastThatLivesByIt() {
        Account person = sharing("a_1", Optional.empty());
        Account page = sharing("a_2", Optional.of(NEXT));
        Account anew = sharing("a_3", Optional.empty());
        RenewalLease lease = store.beginRenewal(person.id(), LEASE).orElseThrow();

        store.remove(HERE, person.id());
        assertThat(store.change(read(anew), anew, AccountGrants.own(NEXT))).isTrue();
        assertThat(store.grant(anew.id())).contains(NEXT);
        assertThat(store.livingBy(CONSENT)).containsExactly(page);
        assertThat(store.grant(page.id())).contains(SEALED);
        assertThat(store.change(read(page), page, AccountGrants.none())).isTrue();

        assertThat(read(page).own()).isEmpty();
        assertThat(store.grant(page.id())).isEmpty();
        assertThat(store.putRenewed(lease, NEXT)).as("it is gone").isFalse();
    }

    @Test
    void ofManyServersThatAddAnIdentityAtOnceOneDoes() throws Exception {
        List<Boolean> added = atOnce(server -> () -> {
            try {
                store.add(account("a_" + server, "bell"), Optional.of(SEALED));
                return true;
            } catch (InUseException e) {
                return false;
            }
        });

        assertThat(added).containsOnlyOnce(true);
        assertThat(store.list(HERE)).hasSize(1);
    }

    @Test
    void noChangeOfManyServersIsLost() throws Exception {
        Account account = added(account("a_1", "bell")).account();

        atOnce(server -> () -> {
            for (int done = 0; done < CHANGES; ) {
                KeptAccount before = read(account);
                Map<String, String> settings = new HashMap<>(before.account().settings());
                settings.merge("count", "1", (one, other) -> "" + (Integer.parseInt(one) + Integer.parseInt(other)));
                done += store.change(before, before.account().withSettings(settings)) ? 1 : 0;
            }
            return true;
        });

        assertThat(read(account).account().settings()).containsEntry("count", "" + SERVERS * CHANGES);
    }

    private static <T> List<T> atOnce(IntFunction<Callable<T>> servers) throws Exception {
        CountDownLatch together = new CountDownLatch(SERVERS);
        ExecutorService threads = Executors.newFixedThreadPool(SERVERS);
        try {
            List<Future<T>> begun = IntStream.range(0, SERVERS)
                    .mapToObj(server -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return servers.apply(server).call();
                    }))
                    .toList();
            List<T> answers = new ArrayList<>();
            for (Future<T> one : begun) {
                answers.add(one.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
