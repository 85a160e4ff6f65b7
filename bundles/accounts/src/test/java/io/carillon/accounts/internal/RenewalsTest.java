package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.RefreshOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Grants are renewed ahead of their end, and before they are used. */
class RenewalsTest extends RenewalCase {

    @Test
    void grantThatLastsIsUsedAsItIs() {
        clock.advance(LIFE.minus(Renewal.AHEAD).minusSeconds(1));

        assertThat(token()).isEqualTo("1");
        assertThat(network.renewed).isZero();
    }

    @Test
    void grantThatEndsSoonIsRenewedBesideItsUse() {
        clock.advance(LIFE.minus(Renewal.AHEAD));

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
        clock.advance(LIFE.minus(Renewal.AHEAD));
        network.renewing = old -> new RefreshOutcome.NotReached("connection refused");

        for (int i = 0; i < 3; i++) {
            assertThat(token()).isEqualTo("1");
            runBeside();
        }
        assertThat(network.renewed).isEqualTo(1);
        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);

        clock.advance(Renewal.PAUSE);
        token();
        runBeside();
        assertThat(network.renewed).isEqualTo(2);
    }

    @Test
    void serverThatStopsRenewsNothing() {
        clock.advance(LIFE.minus(Renewal.AHEAD));
        Renewals stopping = TestRenewals.of(
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
    void connectingAnewMeanwhileWins() {
        clock.advance(LIFE);
        Grant anew = grant("anew", clock.instant().plus(LIFE));
        network.renewing = old -> {
            book.changes().replace(account.workspace(), account.id(), now -> now.withGrant(anew));
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

    @Test
    void tokenThatLivesForMinutesIsUsedForHalfOfThem() {
        Duration life = Duration.ofMinutes(10);
        network.renewing = old ->
                new RefreshOutcome.Refreshed(grant(next(old), clock.instant().plus(life)));
        clock.advance(LIFE);
        assertThat(token()).isEqualTo("2");

        clock.advance(life.dividedBy(2).minusSeconds(1));
        assertThat(token()).isEqualTo("2");
        assertThat(beside).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        token();
        runBeside();
        assertThat(token()).isEqualTo("3");
    }

    @Test
    void tokenThatWouldNotOutliveACallIsRenewedHoweverShortItLives() {
        network.renewing = old ->
                new RefreshOutcome.Refreshed(grant(next(old), clock.instant().plus(Renewals.NEEDED.dividedBy(2))));
        clock.advance(LIFE);

        assertThat(token()).isEqualTo("2");
        assertThat(token()).isEqualTo("3");
    }

    @Test
    void nobodyElseShowsATokenToTheNetworkWhileItIsAskedTwice() {
        clock.advance(LIFE);
        Renewals other = renewals(book());
        network.renewing = old -> {
            // What finding the network's server, asking it and giving up may take.
            clock.advance(Duration.ofSeconds(35));
            network.renewing = again -> {
                clock.advance(Duration.ofSeconds(34));
                tokenOf(other);
                return new RefreshOutcome.Refreshed(
                        grant(next(again), clock.instant().plus(LIFE)));
            };
            return RefreshOutcome.NotReached.answerLost("no answer");
        };

        assertThat(token()).isEqualTo("2");
        assertThat(network.renewed).isEqualTo(2);
    }
}
