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
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An account whose grant lasts for two hours, on a network that renews it and whose answers a test chooses. */
abstract class RenewalCase {

    static final Duration LIFE = Duration.ofHours(2);

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    final FakeAccountStore store = new FakeAccountStore(clock);
    final FakeNetwork network = new FakeNetwork(ConnectMethod.none());

    final Account account = Account.of(
            FakeNetwork.PLATFORM, "@bell", "Bell", grant("1", clock.instant().plus(LIFE)));

    final Queue<Runnable> beside = new ArrayDeque<>();
    AccountBook book;
    Renewals renewals;

    @BeforeEach
    void open() {
        book = book();
        book.changes().add(account, Optional.empty());
        renewals = renewals(book);
        network.renewing = old ->
                new RefreshOutcome.Refreshed(grant(next(old), clock.instant().plus(LIFE)));
    }

    /** Of one server; its waiting moves the clock. */
    Renewals renewals(AccountBook own) {
        return TestRenewals.of(
                own,
                network,
                beside::add,
                time -> {
                    clock.advance(time);
                    return true;
                },
                clock);
    }

    AccountBook book() {
        return new AccountBook(
                store,
                Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE),
                Duration.ofMinutes(1),
                clock);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static boolean await(Future<String> done) {
        try {
            done.get(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void runBeside() {
        while (!beside.isEmpty()) {
            beside.remove().run();
        }
    }

    Grant stored() {
        return book().withGrant(account.workspace(), account.id()).orElseThrow().grant();
    }

    static Grant grant(String token, Instant end) {
        return new Grant(Map.of(Grant.ACCESS_TOKEN, token), Optional.of(end));
    }

    static String next(Account old) {
        return "" + (Integer.parseInt(old.grant().secret(Grant.ACCESS_TOKEN).orElseThrow()) + 1);
    }

    String token() {
        return tokenOf(renewals);
    }

    String tokenOf(Renewals server) {
        return server.withGrant(account.workspace(), account.id())
                .orElseThrow()
                .grant()
                .secret(Grant.ACCESS_TOKEN)
                .orElseThrow();
    }

    AccountStatus status() {
        return store.rows().get(account.id()).status();
    }
}
