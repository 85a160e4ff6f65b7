package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.ConnectMethod;
import io.carillon.core.MovableClock;
import io.carillon.core.id.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one server does to accounts while another does something to the same ones: each has a book of its own. */
class SeveralServersTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("default");
    private static final Map<String, String> HANDLE = Map.of("handle", "@bell");

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private final FakeAccountStore store = new FakeAccountStore(clock);

    private AccountBook book() {
        return new AccountBook(
                store,
                Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE),
                Duration.ofSeconds(60),
                clock);
    }

    private AccountRegister register(int server) {
        FakeNetwork network =
                new FakeNetwork(ConnectMethod.none(new ConnectMethod.Field("handle", "Handle", false, false)));
        network.hasConnector = false;
        return new AccountRegister(
                book(),
                network,
                new FakeWorkspaces(),
                new FakeEngine(),
                new Ids(clock, new Random(server)),
                account -> {});
    }

    private Account connect(int server) {
        return register(server).connect(WORKSPACE, FakeNetwork.PLATFORM, HANDLE);
    }

    @Test
    void identityThatTwoServersConnectAtOnceIsOneAccount() {
        AtomicReference<Account> other = new AtomicReference<>();
        store.duringAdd = () -> other.set(connect(2));

        Account mine = connect(1);

        assertThat(store.list(WORKSPACE)).containsExactly(mine);
        assertThat(other.get().id()).isEqualTo(mine.id());
    }

    @Test
    void changeDoesNotUndoWhatAnotherServerChangedMeanwhile() {
        Account account = connect(1);
        store.duringChange = () -> book().standing()
                .needsReconnect(WORKSPACE, account.id(), new Problem(Problem.GRANT_REVOKED, "revoked"));

        register(1).update(WORKSPACE, account.id(), Optional.of("Another name"), Optional.empty(), Map.of());

        Account after = store.find(WORKSPACE, account.id()).orElseThrow();
        assertThat(after.status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(after.displayName()).isEqualTo("Another name");
    }
}
