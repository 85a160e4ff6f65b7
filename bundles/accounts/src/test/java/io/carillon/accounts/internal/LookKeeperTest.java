package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.service.AccountSource;
import io.carillon.api.store.KeptAccount;
import io.carillon.core.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookKeeperTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final URI PICTURE = URI.create("https://birdsong.example/a.png");

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private final FakeAccountStore store = new FakeAccountStore(clock);
    private final FakeNetwork network = new FakeNetwork(ConnectMethod.none());
    private final List<AccountId> asked = new ArrayList<>();
    private AccountBook book;
    private LookKeeper keeper;

    @BeforeEach
    void open() {
        book = book();
        keeper = server(book, Runnable::run, 7);
        looks(LookOutcome.Seen::unchanged);
    }

    private AccountBook book() {
        return new AccountBook(
                store, Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE), MINUTE, clock);
    }

    private LookKeeper server(AccountBook own, Executor lanes, int seed) {
        Look look = new Look(source(own), own.changes(), network);
        return new LookKeeper(store, look::at, DAY, lanes, new Random(seed), clock);
    }

    private AccountSource source(AccountBook own) {
        Renewals renewals = TestRenewals.of(own, network, Runnable::run, time -> true, clock);
        return new AccountSource() {

            @Override
            public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
                return renewals.withGrant(workspace, id);
            }

            @Override
            public boolean renewRefused(Account used) {
                return renewals.renewRefused(used);
            }

            @Override
            public void needsReconnect(Account used, String reason) {
                own.standing().needsReconnect(used, reason);
            }
        };
    }

    private interface Looking {
        LookOutcome at(Account account);
    }

    private void looks(Looking looking) {
        network.looking = account -> {
            asked.add(account.id());
            return looking.at(account);
        };
    }

    private Account add(String handle) {
        Account account = Account.of(FakeNetwork.PLATFORM, handle, "Bell", Grant.oauthToken("token"))
                .withSettings(Map.of(Account.REMOTE_ID, handle, "maxCharacters", "5000", "visibility", "unlisted"));
        book.changes().add(account, Optional.empty());
        return account;
    }

    private Account now(Account account) {
        return store.rows().get(account.id());
    }

    private KeptAccount kept(Account account) {
        return store.read(account.workspace(), account.id()).orElseThrow();
    }

    /** A minute after the other, as a server does. */
    private void lookFor(Duration time) {
        for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); clock.advance(MINUTE)) {
            keeper.look();
        }
    }

    @Test
    void whatTheNetworkAllowsNowIsKnownWithinADayAndTheRestStays() {
        Account account = add("@bell");
        looks(one -> new LookOutcome.Seen(
                "@bell2", Optional.of(PICTURE), Map.of("maxCharacters", "500", Account.REMOTE_ID, "other")));

        lookFor(DAY);

        assertThat(now(account).settings())
                .isEqualTo(Map.of(Account.REMOTE_ID, "@bell", "maxCharacters", "500", "visibility", "unlisted"));
        assertThat(now(account).handle()).isEqualTo("@bell2");
        assertThat(now(account).displayName()).isEqualTo("Bell");
        assertThat(now(account).avatarUrl()).contains(PICTURE);
        assertThat(now(account).status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(asked).containsExactly(account.id());
    }

    @Test
    void accountAsItWasIsNotChanged() {
        Account account = add("@bell");
        KeptAccount before = kept(account);

        lookFor(DAY.multipliedBy(3));

        assertThat(asked).hasSizeBetween(2, 4);
        assertThat(kept(account)).isEqualTo(before);
    }

    @Test
    void handleStaysWhereItIsAllThatTellsWhoAnAccountIs() {
        Account account = Account.of(FakeNetwork.PLATFORM, "@bell", "Bell", Grant.none());
        book.changes().add(account, Optional.empty());
        looks(one -> new LookOutcome.Seen("@other", Optional.empty(), Map.of()));

        lookFor(DAY);

        assertThat(now(account).handle()).isEqualTo("@bell");
    }

    @Test
    void revokedGrantAsksForItsOwnerWhileNothingIsDue() {
        Account account = add("@bell");
        looks(one -> new LookOutcome.Revoked("The access token was revoked"));

        lookFor(DAY);

        assertThat(now(account).status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(now(account).problem().orElseThrow().detail()).isEqualTo("The access token was revoked");
        assertThat(asked).hasSize(1);
        lookFor(DAY.multipliedBy(2));
        assertThat(asked).as("its owner is asked already").hasSize(1);
    }

    @Test
    void refusedGrantThatCanBeRenewedIsRenewed() {
        Account account = add("@bell");
        network.renewing = old -> new RefreshOutcome.Refreshed(Grant.oauthToken("new"));
        looks(one -> one.grant().equals(Grant.oauthToken("new"))
                ? LookOutcome.Seen.unchanged(one)
                : new LookOutcome.Revoked("ended"));

        lookFor(DAY);

        assertThat(now(account).status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(asked).hasSize(2);
    }

    @Test
    void refusedGrantThatCannotBeRenewedNowIsLookedAtAgainInAnHour() {
        Account account = add("@bell");
        network.renewing = old -> new RefreshOutcome.NotReached("busy");
        looks(one -> new LookOutcome.Revoked("ended"));
        while (asked.isEmpty()) {
            lookFor(MINUTE);
        }
        assertThat(now(account).status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(asked).as("the same would be refused again").hasSize(1);

        network.renewing = old -> new RefreshOutcome.Revoked("ended");
        lookFor(LookKeeper.AGAIN);
        assertThat(now(account).status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void networkThatCannotBeAskedLeavesWhatIsKnownAndIsAskedAgainInAnHour() {
        Account account = add("@bell");
        KeptAccount before = kept(account);
        looks(one -> {
            if (asked.size() == 2) {
                throw new IllegalStateException("secret");
            }
            return asked.size() == 1
                    ? new LookOutcome.NotReached("busy")
                    : new LookOutcome.Seen("@bell", Optional.empty(), Map.of("maxCharacters", "500"));
        });
        while (asked.isEmpty()) {
            lookFor(MINUTE);
        }
        lookFor(LookKeeper.AGAIN.minus(MINUTE));
        assertThat(asked).hasSize(1);
        lookFor(MINUTE);
        assertThat(asked).hasSize(2);
        assertThat(kept(account)).isEqualTo(before);

        lookFor(LookKeeper.AGAIN);
        assertThat(now(account).settings()).containsEntry("maxCharacters", "500");
        lookFor(DAY.dividedBy(2));
        assertThat(asked).hasSize(3);
    }

    @Test
    void whoWasConnectedAsSomebodyElseMeanwhileIsLeftAlone() {
        Account account = add("@bell");
        looks(one -> {
            store.put(now(account).withSettings(Map.of(Account.REMOTE_ID, "another")));
            return new LookOutcome.Seen("@bell2", Optional.empty(), Map.of("maxCharacters", "500"));
        });

        lookFor(DAY);

        assertThat(now(account).handle()).isEqualTo("@bell");
        assertThat(now(account).settings()).isEqualTo(Map.of(Account.REMOTE_ID, "another"));
    }

    @Test
    void accountsAreSpreadOverTheDayAndLookedAtByOneServer() {
        for (int i = 0; i < 300; i++) {
            add("@bell" + i);
        }
        LookKeeper other = server(book(), Runnable::run, 8);
        int most = 0;
        for (int minute = 0; minute < DAY.toMinutes(); minute++) {
            int before = asked.size();
            keeper.look();
            other.look();
            clock.advance(MINUTE);
            most = Math.max(most, asked.size() - before);
            if (minute == Duration.ofHours(21).toMinutes()) {
                assertThat(asked).doesNotHaveDuplicates().hasSizeGreaterThan(200);
            }
        }

        assertThat(new HashSet<>(asked)).hasSize(300);
        assertThat(most).as("in one minute").isLessThan(10);
    }

    @Test
    void whatAServerTookAndNeverDidIsLookedAtByAnother() {
        Account account = add("@bell");
        List<Runnable> never = new ArrayList<>();
        LookKeeper stopped = server(book(), never::add, 8);
        while (never.isEmpty()) {
            stopped.look();
            clock.advance(MINUTE);
        }
        lookFor(LookKeeper.AGAIN.minus(MINUTE.multipliedBy(2)));
        assertThat(asked).isEmpty();
        lookFor(MINUTE.multipliedBy(3));
        assertThat(asked).containsExactly(account.id());

        never.get(0).run();
        assertThat(asked).as("too late").hasSize(1);
    }

    @Test
    void networkThatHangsHoldsUpNoOther() {
        List<Runnable> hanging = new ArrayList<>();
        keeper = server(book, hanging::add, 7);
        add("@bell");
        lookFor(DAY);
        Account elsewhere = Account.of(new Platform("owlcall"), "@owl", "Owl", Grant.none());
        book.changes().add(elsewhere, Optional.empty());
        lookFor(DAY.multipliedBy(2));
        assertThat(hanging).as("one task for each network").hasSize(2);
    }

    @Test
    void publisherWithoutAConnectorLeavesItsAccountsAsTheyAre() {
        network.hasConnector = false;
        Account account = add("@bell");
        KeptAccount before = kept(account);
        lookFor(DAY);
        assertThat(kept(account)).isEqualTo(before);
        assertThat(network.open).isZero();
    }
}
