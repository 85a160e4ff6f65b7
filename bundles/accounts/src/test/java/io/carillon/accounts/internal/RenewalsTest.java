package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.core.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalsTest {

    private static final Duration LIFE = Duration.ofHours(2);

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private final FakeAccountStore store = new FakeAccountStore(clock);
    private final FakeNetwork network = new FakeNetwork(ConnectMethod.none());
    private final Account account = Account.of(
            FakeNetwork.PLATFORM, "@bell", "Bell", grant("1", clock.instant().plus(LIFE)));
    private final Queue<Runnable> beside = new ArrayDeque<>();
    private AccountBook book;
    private Renewals renewals;

    @BeforeEach
    void open() {
        book = book();
        book.add(account);
        renewals = renewals(book);
        network.renewing = old ->
                new RefreshOutcome.Refreshed(grant(next(old), clock.instant().plus(LIFE)));
    }

    /** Of one server; its waiting moves the clock. */
    private Renewals renewals(AccountBook own) {
        return new Renewals(
                own,
                network,
                beside::add,
                time -> {
                    clock.advance(time);
                    return true;
                },
                clock);
    }

    private AccountBook book() {
        return new AccountBook(
                store,
                Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE),
                Duration.ofMinutes(1),
                clock);
    }

    @Test
    void grantThatLastsIsUsedAsItIs() {
        clock.advance(LIFE.minus(Renewals.AHEAD).minusSeconds(1));

        assertThat(token()).isEqualTo("1");
        assertThat(network.renewed).isZero();
    }

    @Test
    void grantThatEndsSoonIsRenewedBesideItsUse() {
        clock.advance(LIFE.minus(Renewals.AHEAD));

        assertThat(token()).isEqualTo("1");
        assertThat(token()).isEqualTo("1");
        assertThat(network.renewed).isZero();
        assertThat(beside).hasSize(1);
        runBeside();

        assertThat(token()).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(1);
    }

    @Test
    void grantThatWouldNotOutliveTheCallIsRenewedFirst() {
        clock.advance(LIFE.minus(Renewals.NEEDED));

        assertThat(token()).isEqualTo("2");
        assertThat(token()).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(1);
        assertThat(network.open).isZero();
        assertThat(stored().secret(Grant.ACCESS_TOKEN)).contains("2");
    }

    @Test
    void newGrantIsStoredBeforeItIsUsed() {
        clock.advance(LIFE);
        network.renewing = old -> {
            // As the network answers, nothing of the new grant may be in use.
            assertThat(book.withGrant(account.workspace(), account.id())
                            .orElseThrow()
                            .grant())
                    .isEqualTo(account.grant());
            return new RefreshOutcome.Refreshed(grant("2", clock.instant().plus(LIFE)));
        };

        Account taken = renewals.withGrant(account.workspace(), account.id()).orElseThrow();

        assertThat(book().withGrant(account.workspace(), account.id())
                        .orElseThrow()
                        .grant())
                .isEqualTo(taken.grant());
    }

    @Test
    void networkThatCannotBeReachedIsLeftAloneForAWhile() {
        clock.advance(LIFE.minus(Renewals.AHEAD));
        network.renewing = old -> new RefreshOutcome.NotReached("connection refused");

        for (int i = 0; i < 3; i++) {
            assertThat(token()).isEqualTo("1");
            runBeside();
        }
        assertThat(network.renewed).isEqualTo(1);
        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);

        clock.advance(Renewals.PAUSE);
        token();
        runBeside();
        assertThat(network.renewed).isEqualTo(2);
    }

    @Test
    void serverThatStopsRenewsNothing() {
        clock.advance(LIFE.minus(Renewals.AHEAD));
        Renewals stopping = new Renewals(
                book,
                network,
                work -> {
                    throw new RejectedExecutionException();
                },
                time -> true,
                clock);

        assertThat(stopping.withGrant(account.workspace(), account.id())).contains(account);
    }

    @Test
    void grantThatHasEndedIsTriedAtEveryUse() {
        clock.advance(LIFE);
        network.renewing = old -> new RefreshOutcome.NotReached("connection refused");
        token();
        token();

        assertThat(network.renewed).isEqualTo(2);
    }

    @Test
    void revokedGrantWaitsForItsOwner() {
        clock.advance(LIFE);
        network.renewing = old -> new RefreshOutcome.Revoked("Token has been revoked");

        assertThat(renewals.withGrant(account.workspace(), account.id())
                        .orElseThrow()
                        .status())
                .isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);

        renewals.withGrant(account.workspace(), account.id());
        assertThat(network.renewed).isEqualTo(1);
    }

    @Test
    void publisherThatFailsIsNetworkTrouble() {
        clock.advance(LIFE);
        network.renewing = old -> {
            throw new IllegalStateException("SECRET");
        };

        assertThat(token()).isEqualTo("1");
        assertThat(status()).isEqualTo(AccountStatus.EXPIRING);
        assertThat(network.open).isZero();
    }

    @Test
    void withoutItsPublisherAnAccountStaysAsItIs() {
        clock.advance(LIFE);
        network.hasConnector = false;

        assertThat(token()).isEqualTo("1");
    }

    @Test
    void grantThatIsRefusedBeforeItsTimeIsRenewedOnce() {
        assertThat(renewals.renewRefused(account)).isTrue();
        assertThat(token()).isEqualTo("2");
        assertThat(renewals.renewRefused(account))
                .as("another was refused the same")
                .isTrue();

        assertThat(renewals.renewRefused(account.withGrant(stored()))).isFalse();
        assertThat(network.renewed).isEqualTo(1);
        assertThat(network.open).isZero();
    }

    @Test
    void refusedGrantThatCannotBeRenewedNowIsWorthAnotherTry() {
        network.renewing = old -> new RefreshOutcome.NotReached("connection refused");

        assertThat(renewals.renewRefused(account)).isTrue();
        assertThat(renewals.renewRefused(account)).isTrue();
        assertThat(network.renewed).as("asked once a while").isEqualTo(1);
        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);
    }

    @Test
    void refusedGrantThatIsRevokedWaitsForItsOwner() {
        network.renewing = old -> new RefreshOutcome.Revoked("gone");

        assertThat(renewals.renewRefused(account)).isFalse();
        assertThat(renewals.renewRefused(account)).isFalse();
        assertThat(network.renewed).isEqualTo(1);
        assertThat(status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void refusedGrantOfWhichNothingCanBeRenewedIsNotWorthAnotherTry() {
        network.renewing = old -> new RefreshOutcome.Refreshed(old.grant());

        assertThat(renewals.renewRefused(account)).isFalse();
    }

    @Test
    void lateRefusalOfAnOldGrantDoesNotMarkTheAccount() {
        book.replace(
                account.workspace(),
                account.id(),
                one -> one.withGrant(grant("9", clock.instant().plus(LIFE))));

        book.standing().needsReconnect(account, "That old one?");
        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);
        book.standing().needsReconnect(account.withGrant(stored()), "This one.");
        assertThat(status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void connectingAnewMeanwhileWins() {
        clock.advance(LIFE);
        Grant anew = grant("anew", clock.instant().plus(LIFE));
        network.renewing = old -> {
            book.replace(account.workspace(), account.id(), now -> now.withGrant(anew));
            return new RefreshOutcome.Refreshed(grant("2", clock.instant().plus(LIFE)));
        };

        assertThat(token()).isEqualTo("anew");
    }

    @Test
    void ofManyCallersOneRenews() throws Exception {
        clock.advance(LIFE);
        int callers = 8;
        CountDownLatch together = new CountDownLatch(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<String>> tokens = IntStream.range(0, callers)
                    .mapToObj(i -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return token();
                    }))
                    .toList();
            for (Future<String> token : tokens) {
                assertThat(token.get()).isEqualTo("2");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(network.renewed).isEqualTo(1);
    }

    @Test
    void otherServerWaitsForTheNewGrantInsteadOfAskingTheNetwork() throws Exception {
        clock.advance(LIFE);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        network.renewing = old -> {
            asked.countDown();
            await(answered);
            return new RefreshOutcome.Refreshed(grant("2", clock.instant().plus(LIFE)));
        };
        ExecutorService first = Executors.newSingleThreadExecutor();
        try {
            Future<String> token = first.submit(this::token);
            await(asked);
            Renewals other = new Renewals(
                    book(),
                    network,
                    beside::add,
                    time -> {
                        answered.countDown();
                        return await(token);
                    },
                    clock);

            assertThat(tokenOf(other)).isEqualTo("2");
            assertThat(token.get()).isEqualTo("2");
        } finally {
            answered.countDown();
            first.shutdownNow();
        }
        assertThat(network.renewed).isEqualTo(1);
    }

    @Test
    void serverThatStoppedBlocksTheOthersForAMinuteAtMost() {
        clock.advance(LIFE);
        store.beginRenewal(account.id(), Renewing.LIFE);

        Instant begun = clock.instant();
        assertThat(token()).as("waited for, then used as it is").isEqualTo("1");
        assertThat(clock.instant()).isEqualTo(begun.plus(Renewals.PATIENCE));
        assertThat(renewals.renewRefused(account)).as("worth another try").isTrue();
        assertThat(network.renewed).isZero();

        clock.advance(Renewing.LIFE);
        assertThat(token()).isEqualTo("2");
    }

    @Test
    void serverThatRenewsBesideDoesNotWaitForAnother() {
        clock.advance(LIFE.minus(Renewals.AHEAD));
        store.beginRenewal(account.id(), Renewing.LIFE);
        token();
        Instant begun = clock.instant();
        runBeside();

        assertThat(clock.instant()).isEqualTo(begun);
        assertThat(network.renewed).isZero();
    }

    @Test
    void lateAnswerOfAServerThatWasTakenOverReplacesNothing() {
        clock.advance(LIFE);
        Renewals other = renewals(book());
        network.renewing = old -> {
            network.renewing = again ->
                    new RefreshOutcome.Refreshed(grant("other", clock.instant().plus(LIFE)));
            clock.advance(Renewing.LIFE);
            assertThat(tokenOf(other)).isEqualTo("other");
            return new RefreshOutcome.Refreshed(grant("late", clock.instant().plus(LIFE)));
        };

        assertThat(token()).isEqualTo("other");
        assertThat(stored().secret(Grant.ACCESS_TOKEN)).contains("other");
        assertThat(network.renewed).isEqualTo(2);
    }

    @Test
    void lateRefusalOfWhatAnotherServerRenewedDoesNotMarkTheAccount() {
        clock.advance(LIFE);
        Renewals other = renewals(book());
        network.renewing = old -> {
            network.renewing = again ->
                    new RefreshOutcome.Refreshed(grant("other", clock.instant().plus(LIFE)));
            clock.advance(Renewing.LIFE);
            tokenOf(other);
            return new RefreshOutcome.Revoked("This token was used already");
        };

        assertThat(token()).isEqualTo("other");
        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);
    }

    @Test
    void grantThatAnotherServerRenewedIsFoundWhereTheOldOneIsRefused() {
        AccountBook remembering = book();
        Renewals other = renewals(remembering);
        assertThat(tokenOf(other)).isEqualTo("1");
        assertThat(renewals.renewRefused(account)).isTrue();

        assertThat(tokenOf(other)).as("remembered for a while").isEqualTo("1");
        assertThat(other.renewRefused(account)).isTrue();
        assertThat(tokenOf(other)).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(1);
    }

    @Test
    void afterALostAnswerTheOldGrantIsTriedOnceMore() {
        clock.advance(LIFE);
        network.renewing = old -> {
            network.renewing = again -> new RefreshOutcome.Refreshed(
                    grant(next(again), clock.instant().plus(LIFE)));
            return RefreshOutcome.NotReached.answerLost("connection reset");
        };

        assertThat(token()).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(2);
    }

    @Test
    void afterALostAnswerTheSecondOneIsBelieved() {
        clock.advance(LIFE);
        network.renewing = old -> {
            network.renewing = again -> new RefreshOutcome.Revoked("used already");
            return RefreshOutcome.NotReached.answerLost("connection reset");
        };

        token();
        assertThat(status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void twoLostAnswersAreNetworkTrouble() {
        clock.advance(LIFE);
        network.renewing = old -> RefreshOutcome.NotReached.answerLost("connection reset");

        assertThat(token()).isEqualTo("1");
        assertThat(network.renewed).isEqualTo(2);
        assertThat(status()).isEqualTo(AccountStatus.EXPIRING);
    }

    @Test
    void newGrantIsNotLostWhereTheDatabaseIsAwayForAMoment() {
        clock.advance(LIFE);
        store.failingPuts = 2;

        assertThat(token()).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(1);
        assertThat(stored().secret(Grant.ACCESS_TOKEN)).contains("2");
    }

    @Test
    void rightToRenewIsGivenBackHoweverItEnds() {
        clock.advance(LIFE);
        network.renewing = old -> new RefreshOutcome.NotReached("connection refused");
        token();

        assertThat(store.beginRenewal(account.id(), Renewing.LIFE)).isPresent();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean await(Future<String> done) {
        try {
            done.get(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void runBeside() {
        while (!beside.isEmpty()) {
            beside.remove().run();
        }
    }

    private Grant stored() {
        return book().withGrant(account.workspace(), account.id()).orElseThrow().grant();
    }

    private static Grant grant(String token, Instant end) {
        return new Grant(Map.of(Grant.ACCESS_TOKEN, token), Optional.of(end));
    }

    private static String next(Account old) {
        return "" + (Integer.parseInt(old.grant().secret(Grant.ACCESS_TOKEN).orElseThrow()) + 1);
    }

    private String token() {
        return tokenOf(renewals);
    }

    private String tokenOf(Renewals server) {
        return server.withGrant(account.workspace(), account.id())
                .orElseThrow()
                .grant()
                .secret(Grant.ACCESS_TOKEN)
                .orElseThrow();
    }

    private AccountStatus status() {
        return store.rows().get(account.id()).status();
    }
}
