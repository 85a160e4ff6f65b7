package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.RefreshOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server stops while a network is being asked: what the database is told must be told before that closes. */
@Timeout(30)
class StoppingServerTest extends RenewalCase {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    private RenewedAccounts server() {
        return new RenewedAccounts(book, network, TestRenewals.NONE, woken -> {}, clock);
    }

    private void answersLate() {
        network.renewing = old -> {
            asked.countDown();
            await(answered);
            return new RefreshOutcome.Refreshed(grant(next(old), clock.instant().plus(LIFE)));
        };
        clock.advance(LIFE.minus(Renewal.AHEAD).plusSeconds(1));
    }

    /** Has a network answer as soon as a server that stops waits for it, or has not waited. */
    private void stop(Runnable close, BooleanSupplier isEnding) throws InterruptedException {
        Thread closing = new Thread(close);
        closing.start();
        while (!isEnding.getAsBoolean() || closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(closing.isAlive()).as("it waits for the answer").isTrue();
        answered.countDown();
        closing.join();
    }

    @Test
    void renewalUnderWayIsLetFinishAndStored() throws InterruptedException {
        answersLate();
        RenewedAccounts server = server();
        server.withGrant(account.workspace(), account.id());
        await(asked);

        stop(server::close, server::isEnding);

        assertThat(stored().secret(Grant.ACCESS_TOKEN)).contains("2");
    }

    @Test
    void whatHasNotBegunIsLeftToTheNextServer() throws InterruptedException {
        List<Account> many = IntStream.range(0, 10)
                .mapToObj(i -> Account.of(FakeNetwork.PLATFORM, "@bell" + i, "Bell", account.grant()))
                .toList();
        many.forEach(one -> book.changes().add(one, Optional.empty()));
        answersLate();
        RenewedAccounts server = server();
        many.forEach(one -> server.withGrant(one.workspace(), one.id()));
        await(asked);

        stop(server::close, server::isEnding);

        assertThat(network.renewed).isLessThan(many.size());
    }

    @Test
    void serverThatAsksNobodyStopsAtOnce() {
        RenewedAccounts server = server();
        server.withGrant(account.workspace(), account.id());

        server.close();

        assertThat(network.renewed).isZero();
    }

    @Test
    void lookUnderWayIsLetFinishToo() throws InterruptedException {
        Duration every = Duration.ofHours(2);
        RenewedAccounts server = server();
        AccountWatch watch = new AccountWatch(every, store, book, server, network, clock);
        network.looking = seen -> {
            asked.countDown();
            await(answered);
            return new LookOutcome.Seen("@renamed", Optional.empty(), Map.of());
        };
        watch.tick();
        clock.advance(every);
        watch.tick();
        await(asked);

        stop(watch::close, watch::isEnding);

        assertThat(store.looks(clock.instant(), 10)).as("it has been looked at").isEmpty();
        server.close();
    }
}
