package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.KeyFile;
import io.carillon.accounts.internal.vault.KeyRing;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.api.publisher.RefreshOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalsTest {

    @TempDir
    Path folder;

    private final FakeAccountStore store = new FakeAccountStore();
    private final FakeNetwork network = new FakeNetwork(ConnectMethod.credentials());
    private final MovableClock clock = new MovableClock();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private AccountBook book;
    private Renewals renewals;
    private Account account;

    @BeforeEach
    void open() {
        AccountsSettings settings = new AccountsSettings(folder.resolve("keys/vault.json"), Duration.ofSeconds(60));
        book = new AccountBook(store, settings, chosen -> KeyRing.of("", new KeyFile(chosen.keyFile())), clock);
        renewals = new Renewals(book, network, work::add, clock);
        account = Account.of(FakeNetwork.PLATFORM, "@bell", "Bell", grant("old", Duration.ofHours(2)));
        book.add(account);
    }

    private Grant grant(String token, Duration life) {
        return new Grant(
                Map.of(Grant.ACCESS_TOKEN, token), Optional.of(clock.instant().plus(life)));
    }

    private void consider() {
        renewals.consider(current());
    }

    private Account current() {
        return book.withGrant(account.workspace(), account.id()).orElseThrow();
    }

    private void doTheWork() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void grantThatLastsIsLeftAlone() {
        clock.move(Duration.ofHours(2).minus(Renewals.AHEAD));
        consider();
        assertThat(work).isEmpty();
    }

    @Test
    void grantThatEndsSoonIsRenewedAndKept() {
        clock.move(Duration.ofMinutes(110));
        network.renewal = before -> new RefreshOutcome.Refreshed(grant("new", Duration.ofHours(2)));
        consider();
        doTheWork();
        assertThat(network.renewals).extracting(Account::grant).containsExactly(account.grant());
        assertThat(current().grant().secret(Grant.ACCESS_TOKEN)).contains("new");
        assertThat(store.grants.get(account.id()).sealed()).doesNotContain("new");
        assertThat(network.open).isZero();
        clock.move(Renewals.PAUSE);
        consider();
        assertThat(work).isEmpty();
    }

    @Test
    void askingDoesNotWaitForTheNetworkAndStartsOneRenewalOnly() {
        clock.move(Duration.ofHours(3));
        consider();
        consider();
        assertThat(network.renewals).isEmpty();
        assertThat(work).hasSize(1);
    }

    @Test
    void troubleKeepsTheGrantAndIsTriedAgainAfterAPause() {
        clock.move(Duration.ofHours(3));
        network.renewal = before -> new RefreshOutcome.NotReached("down");
        consider();
        doTheWork();
        assertThat(current().grant()).isEqualTo(account.grant());
        assertThat(current().status()).isEqualTo(AccountStatus.CONNECTED);
        consider();
        assertThat(work).isEmpty();
        clock.move(Renewals.PAUSE);
        consider();
        assertThat(work).hasSize(1);
    }

    @Test
    void errorOfAPublisherIsTroubleToo() {
        clock.move(Duration.ofHours(3));
        network.renewal = before -> {
            throw new IllegalStateException("token old");
        };
        consider();
        doTheWork();
        clock.move(Renewals.PAUSE);
        consider();
        assertThat(work).hasSize(1);
    }

    @Test
    void grantThatTheNetworkEndedNeedsItsOwner() {
        clock.move(Duration.ofHours(3));
        network.renewal = before -> new RefreshOutcome.Revoked("The app password was deleted.");
        consider();
        doTheWork();
        assertThat(current().status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        clock.move(Renewals.PAUSE);
        consider();
        assertThat(work).isEmpty();
    }

    @Test
    void whatItsOwnerConnectedMeanwhileStays() {
        clock.move(Duration.ofHours(3));
        Grant byHand = grant("by hand", Duration.ofMinutes(1));
        network.renewal = before -> {
            book.replace(before.withGrant(byHand));
            return new RefreshOutcome.Refreshed(grant("new", Duration.ofHours(2)));
        };
        consider();
        doTheWork();
        assertThat(current().grant()).isEqualTo(byHand);
    }

    @Test
    void grantThatAnotherServerRenewedIsNotRenewedAgain() {
        clock.move(Duration.ofHours(3));
        consider();
        book.replace(account.withGrant(grant("elsewhere", Duration.ofHours(2))));
        doTheWork();
        assertThat(network.renewals).isEmpty();
    }
}
