package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.RefreshOutcome;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Of servers that share a database, one renews. */
class RenewalsOfServersTest extends RenewalCase {

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
            Renewals other = TestRenewals.of(
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
        clock.advance(LIFE.minus(Renewal.AHEAD));
        store.beginRenewal(account.id(), Renewing.LIFE);
        token();
        Instant begun = clock.instant();
        runBeside();

        assertThat(clock.instant()).isEqualTo(begun);
        assertThat(network.renewed).isZero();
    }

    /** The right to renew ends, and another server renews. */
    private void takeOver() {
        network.renewing = again ->
                new RefreshOutcome.Refreshed(grant("other", clock.instant().plus(LIFE)));
        clock.advance(Renewing.LIFE);
        assertThat(tokenOf(renewals(book()))).isEqualTo("other");
    }

    @Test
    void lateAnswerOfAServerThatWasTakenOverReplacesNothing() {
        clock.advance(LIFE);
        network.renewing = old -> {
            takeOver();
            return new RefreshOutcome.Refreshed(grant("late", clock.instant().plus(LIFE)));
        };

        assertThat(token()).isEqualTo("other");
        assertThat(stored().secret(Grant.ACCESS_TOKEN)).contains("other");
        assertThat(network.renewed).isEqualTo(2);
    }

    @Test
    void lateRefusalOfWhatAnotherServerRenewedDoesNotMarkTheAccount() {
        clock.advance(LIFE);
        network.renewing = old -> {
            takeOver();
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
}
