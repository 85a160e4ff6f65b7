package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.core.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalKeeperTest {

    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private final FakeAccountStore store = new FakeAccountStore(clock);
    private final FakeNetwork network = new FakeNetwork(ConnectMethod.none());
    private final List<AccountId> asked = new ArrayList<>();
    private AccountBook book;
    private RenewalKeeper keeper;

    @BeforeEach
    void open() {
        book = book();
        keeper = server(book);
        network.renewing = old -> {
            asked.add(old.id());
            return new RefreshOutcome.Refreshed(grant(LIFE));
        };
    }

    private AccountBook book() {
        return new AccountBook(
                store, Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE), MINUTE, clock);
    }

    private RenewalKeeper server(AccountBook own) {
        Renewals renewals = TestRenewals.of(own, network, Runnable::run, time -> true, clock);
        return new RenewalKeeper(own, renewals::renewAhead, Runnable::run, new Random(7), clock);
    }

    @Test
    void accountWithNothingDueIsRenewedInGoodTime() {
        Account account = add("@bell", LIFE);
        lookFor(Duration.ofMinutes(70));
        assertThat(asked).isEmpty();

        lookFor(Duration.ofMinutes(25));
        assertThat(asked).containsExactly(account.id());

        clock.advance(LIFE.minus(Duration.ofMinutes(30)));
        assertThat(book.withGrant(account.workspace(), account.id())
                        .orElseThrow()
                        .grant()
                        .expiresAt()
                        .orElseThrow())
                .isAfter(clock.instant());
    }

    @Test
    void accountsThatWereConnectedTogetherAreRenewedApart() {
        for (int i = 0; i < 250; i++) {
            add("@bell" + i, LIFE);
        }
        int most = 0;
        for (int minute = 0; minute < 92; minute++) {
            int before = asked.size();
            lookFor(MINUTE);
            most = Math.max(most, asked.size() - before);
        }

        assertThat(asked).hasSize(250).doesNotHaveDuplicates();
        assertThat(most).as("in one minute").isLessThan(40);
    }

    @Test
    void serversShareTheWork() {
        for (int i = 0; i < 20; i++) {
            add("@bell" + i, LIFE);
        }
        clock.advance(LIFE.minus(RenewalPlan.SHORTEST));
        RenewalKeeper other = server(book());
        network.renewing = old -> {
            asked.add(old.id());
            if (asked.size() == 1) {
                // While the first waits for its answer, the other goes through all the others.
                other.look();
                assertThat(asked).hasSize(20);
            }
            return new RefreshOutcome.Refreshed(grant(LIFE));
        };

        keeper.look();

        assertThat(asked).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void networkThatHangsHoldsUpNoOther() {
        add("@bell", LIFE);
        add("@whistle", LIFE);
        book.changes().add(Account.of(Platform.BLUESKY, "@sky", "Sky", grant(LIFE)), Optional.empty());
        clock.advance(LIFE);
        Queue<Runnable> lanes = new ArrayDeque<>();
        List<Platform> renewed = new ArrayList<>();
        RenewalKeeper one =
                new RenewalKeeper(book, grant -> renewed.add(grant.platform()), lanes::add, new Random(7), clock);

        one.look();
        one.look();
        assertThat(lanes).as("a task for each network, until it is done").hasSize(2);
        lanes.remove().run();
        assertThat(renewed).as("all of one network").hasSizeBetween(1, 2).containsOnly(renewed.get(0));
        one.look();
        assertThat(lanes).as("only for the one that is done").hasSize(2);
        lanes.forEach(Runnable::run);

        assertThat(renewed).contains(Platform.BLUESKY, FakeNetwork.PLATFORM);
    }

    @Test
    void failureOfOneAccountConcernsNoOther() {
        add("@bell", LIFE);
        add("@whistle", LIFE);
        clock.advance(LIFE);
        RenewalKeeper one = new RenewalKeeper(
                book,
                grant -> {
                    asked.add(grant.account());
                    throw new IllegalStateException("gone");
                },
                Runnable::run,
                new Random(7),
                clock);
        one.look();
        one.look();

        assertThat(asked).hasSize(4);
    }

    @Test
    void fullServerTriesAgainAtTheNextLook() {
        add("@bell", LIFE);
        clock.advance(LIFE);
        int[] refused = {1};
        RenewalKeeper one = new RenewalKeeper(
                book,
                grant -> asked.add(grant.account()),
                work -> {
                    if (refused[0]-- > 0) {
                        throw new RejectedExecutionException();
                    }
                    work.run();
                },
                new Random(7),
                clock);
        one.look();
        assertThat(asked).isEmpty();
        one.look();
        assertThat(asked).hasSize(1);
    }

    @Test
    void stoppedServerBeginsNothingMore() {
        add("@bell", LIFE);
        add("@whistle", LIFE);
        clock.advance(LIFE);
        network.renewing = old -> {
            asked.add(old.id());
            keeper.stop();
            return new RefreshOutcome.Refreshed(grant(LIFE));
        };
        keeper.look();
        keeper.look();

        assertThat(asked).hasSize(1);
    }

    @Test
    void networkThatIsAwayIsAskedLessAndLess() {
        add("@bell", Duration.ofDays(60));
        clock.advance(Duration.ofDays(53));
        network.renewing = old -> new RefreshOutcome.NotReached("connection refused");

        lookFor(Duration.ofHours(1));

        assertThat(network.renewed).isBetween(15, 20);
        assertThat(store.rows().values()).extracting(Account::status).containsOnly(AccountStatus.CONNECTED);
    }

    @Test
    void revokedGrantIsKnownBeforeAPostIsDue() {
        add("@bell", LIFE);
        clock.advance(LIFE.minus(RenewalPlan.SHORTEST));
        network.renewing = old -> new RefreshOutcome.Revoked("gone");

        lookFor(Duration.ofMinutes(5));

        assertThat(network.renewed).isEqualTo(1);
        assertThat(store.rows().values()).extracting(Account::status).containsOnly(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void accountWhoseNetworkAnswersNothingUntilTheEndIsMarkedUntilItDoes() {
        Account account = add("@bell", LIFE);
        network.renewing = old -> new RefreshOutcome.NotReached("invalid_client");
        clock.advance(LIFE.minus(Duration.ofMinutes(30)));
        lookFor(Duration.ofMinutes(20));
        assertThat(store.rows().get(account.id()).status()).isEqualTo(AccountStatus.CONNECTED);

        lookFor(Duration.ofMinutes(10));
        assertThat(store.rows().get(account.id()).status()).isEqualTo(AccountStatus.EXPIRING);
        assertThat(store.rows().get(account.id()).problem().orElseThrow().detail())
                .contains("so far", "developer app");

        network.renewing = old -> new RefreshOutcome.Refreshed(grant(LIFE));
        lookFor(Duration.ofMinutes(10));
        assertThat(store.rows().get(account.id()).status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(store.rows().get(account.id()).problem()).isEmpty();
    }

    @Test
    void accountThatWasTriedInVainForDaysIsMarkedADayBeforeItsEnd() {
        Account account = add("@bell", Duration.ofDays(60));
        network.renewing = old -> new RefreshOutcome.NotReached("invalid_client");
        clock.advance(Duration.ofDays(58).plusHours(22));
        lookFor(Duration.ofMinutes(50));
        assertThat(store.rows().get(account.id()).status()).isEqualTo(AccountStatus.CONNECTED);

        lookFor(Duration.ofMinutes(20));
        assertThat(store.rows().get(account.id()).status()).isEqualTo(AccountStatus.EXPIRING);
        assertThat(store.rows().get(account.id()).problem().orElseThrow().detail())
                .contains("so far", "developer app");
    }

    @Test
    void accountThatCannotBeRenewedIsMarkedADayBeforeItsEnd() {
        Account account = add("@bell", Duration.ofDays(60));
        network.renewing = old -> new RefreshOutcome.Refreshed(old.grant());
        clock.advance(Duration.ofDays(58).plusHours(20));
        lookFor(Duration.ofHours(2));
        assertThat(store.rows().get(account.id()).status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(network.renewed).as("asked once an hour").isEqualTo(2);

        lookFor(Duration.ofHours(2));
        assertThat(store.rows().get(account.id()).status()).isEqualTo(AccountStatus.EXPIRING);

        network.renewing = old -> new RefreshOutcome.Refreshed(grant(LIFE));
        lookFor(Duration.ofHours(2));
        assertThat(store.rows().get(account.id()).status())
                .as("renewed after all")
                .isEqualTo(AccountStatus.CONNECTED);
    }

    @Test
    void withoutItsPublisherAnAccountIsMarkedADayBeforeItsEnd() {
        add("@bell", Duration.ofDays(60));
        network.hasConnector = false;
        clock.advance(Duration.ofDays(58).plusHours(22));

        keeper.look();
        assertThat(store.rows().values()).extracting(Account::status).containsOnly(AccountStatus.CONNECTED);
        clock.advance(Duration.ofHours(2));
        keeper.look();
        assertThat(store.rows().values()).extracting(Account::status).containsOnly(AccountStatus.EXPIRING);
    }

    private void lookFor(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            keeper.look();
            clock.advance(MINUTE);
        }
    }

    private Account add(String handle, Duration life) {
        Account account = Account.of(FakeNetwork.PLATFORM, handle, handle, grant(life));
        book.changes().add(account, Optional.empty());
        return account;
    }

    private Grant grant(Duration life) {
        return new Grant(
                Map.of(Grant.ACCESS_TOKEN, "SECRET"),
                Optional.of(clock.instant().plus(life)));
    }
}
