package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostKeysTest {

    @TempDir
    Path folder;

    private final FakeAccountStore store = new FakeAccountStore();
    private final List<AccountId> woken = new ArrayList<>();
    private Account connected;
    private Account revoked;
    private Account gone;
    private String key;
    private AccountBook book;
    private LostKeys lostKeys;

    @BeforeEach
    void connect() {
        restart();
        connected = account("@bell", AccountStatus.CONNECTED);
        revoked = account("@old", AccountStatus.CONNECTED);
        book.standing()
                .needsReconnect(revoked.workspace(), revoked.id(), new Problem(Problem.GRANT_REVOKED, "It said no."));
        gone = account("@gone", AccountStatus.DISCONNECTED);
        key = store.grants().get(connected.id()).keyId();
    }

    private Account account(String handle, AccountStatus status) {
        Account account = Account.of(Platform.BLUESKY, handle, handle, Grant.oauthToken("SECRET-" + handle))
                .withStatus(status);
        book.changes().add(account, Optional.empty());
        return account;
    }

    private Path file() {
        return folder.resolve("vault.json");
    }

    private void restart() {
        Vault vault = Vault.open("", file(), OtherServers.NONE);
        book = new AccountBook(store, vault, Duration.ZERO, Clock.systemUTC());
        lostKeys = new LostKeys(vault, book, account -> woken.add(account.id()));
    }

    private Problem problem(Account account) {
        return store.rows().get(account.id()).problem().orElseThrow();
    }

    @Test
    void ownersAreToldBeforeAnythingFallsDue() throws IOException {
        Files.delete(file());
        restart();

        lostKeys.look(Map.of(key, 3L));

        assertThat(store.rows().get(connected.id()).status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(problem(connected).code()).isEqualTo(Problem.VAULT_KEY_LOST);
        assertThat(problem(revoked).code()).as("what was wrong before").isEqualTo(Problem.GRANT_REVOKED);
        assertThat(store.rows().get(gone.id()).status()).isEqualTo(AccountStatus.DISCONNECTED);
    }

    @Test
    void keyThatIsPutBackConnectsWhatItsLossHadEnded() throws IOException {
        Path backup = Files.move(file(), folder.resolve("backup.json"));
        restart();
        lostKeys.look(Map.of(key, 3L));
        Files.delete(file());
        Files.move(backup, file());
        restart();

        lostKeys.look(Map.of());

        assertThat(store.rows().get(connected.id()).status()).isEqualTo(AccountStatus.CONNECTED);
        assertThat(store.rows().get(connected.id()).problem()).isEmpty();
        assertThat(store.rows().get(revoked.id()).status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(woken).containsExactly(connected.id());
        assertThat(book.withGrant(connected.workspace(), connected.id())).contains(connected);
    }

    @Test
    void keyOfAnotherInstallationTouchesNoGrant() throws IOException {
        Files.delete(file());
        restart();
        Map<AccountId, ?> before = Map.copyOf(store.grants());

        lostKeys.look(Map.of(key, 3L));
        lostKeys.look(Map.of(key, 3L));

        assertThat(store.grants()).isEqualTo(before);
        assertThat(woken).isEmpty();
    }
}
