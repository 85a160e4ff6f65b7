package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WorkspaceId;
import io.carillon.core.MovableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountBookTest {

    private static final Grant GRANT = Grant.oauthToken("SECRET-1");
    private static final Account ACCOUNT = Account.of(Platform.BLUESKY, "@bell", "Bell", GRANT);
    private static final WorkspaceId WORKSPACE = ACCOUNT.workspace();
    private static final AccountId ID = ACCOUNT.id();

    @TempDir
    Path folder;

    private final FakeAccountStore store = new FakeAccountStore();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-02-10T09:00:00Z"));
    private AccountBook book;

    @BeforeEach
    void open() {
        book = book(60);
    }

    private AccountBook book(int cacheSeconds) {
        return new AccountBook(
                store,
                Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE),
                Duration.ofSeconds(cacheSeconds),
                clock);
    }

    @Test
    void storeNeverSeesAnOpenGrant() {
        book.changes().add(ACCOUNT, Optional.empty());
        assertThat(store.rows().get(ID).grant()).isEqualTo(Grant.none());
        assertThat(store.grants().get(ID).sealed()).doesNotContain("SECRET");
        assertThat(book.find(WORKSPACE, ID).orElseThrow().grant()).isEqualTo(Grant.none());
        assertThat(book.withGrant(WORKSPACE, ID)).contains(ACCOUNT);
    }

    @Test
    void accountWithoutSecretsHasNoSealedGrant() {
        book.changes().add(ACCOUNT.withGrant(Grant.none()), Optional.empty());
        assertThat(store.grants()).isEmpty();
        assertThat(book.withGrant(WORKSPACE, ID)).contains(ACCOUNT.withGrant(Grant.none()));
    }

    @Test
    void dueAccountIsAnsweredWithoutTheStoreForAMinute() {
        book.changes().add(ACCOUNT, Optional.empty());
        book.withGrant(WORKSPACE, ID);
        int reads = store.reads;

        clock.advance(Duration.ofSeconds(59));
        assertThat(book.withGrant(WORKSPACE, ID)).contains(ACCOUNT);
        assertThat(store.reads).isEqualTo(reads);

        clock.advance(Duration.ofSeconds(1));
        book.withGrant(WORKSPACE, ID);
        assertThat(store.reads).isGreaterThan(reads);
    }

    @Test
    void rememberingCanBeSwitchedOff() {
        AccountBook forgetful = book(0);
        forgetful.changes().add(ACCOUNT, Optional.empty());
        forgetful.withGrant(WORKSPACE, ID);
        int reads = store.reads;
        forgetful.withGrant(WORKSPACE, ID);
        assertThat(store.reads).isGreaterThan(reads);
    }

    @Test
    void everyChangeIsSeenAtOnce() {
        book.changes().add(ACCOUNT, Optional.empty());
        book.withGrant(WORKSPACE, ID);

        book.changes().replace(WORKSPACE, ID, account -> account.withGrant(Grant.oauthToken("SECRET-2")));
        assertThat(token()).contains("SECRET-2");

        book.standing().needsReconnect(WORKSPACE, ID, new Problem(Problem.GRANT_REVOKED, "the network says no"));
        assertThat(book.withGrant(WORKSPACE, ID).orElseThrow().status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);

        book.changes().remove(WORKSPACE, ID);
        assertThat(book.withGrant(WORKSPACE, ID)).isEmpty();
    }

    @Test
    void grantThatIsReplacedWhileItIsReadIsNotRemembered() {
        book.changes().add(ACCOUNT, Optional.empty());
        store.duringRead =
                () -> book.changes().replace(WORKSPACE, ID, account -> account.withGrant(Grant.oauthToken("SECRET-2")));
        assertThat(token()).contains("SECRET-1");
        assertThat(token()).contains("SECRET-2");
    }

    @Test
    void otherWorkspacesGetNothing() {
        book.changes().add(ACCOUNT, Optional.empty());
        book.withGrant(WORKSPACE, ID);
        assertThat(book.withGrant(new WorkspaceId("other"), ID)).isEmpty();
    }

    @Test
    void lostKeyLeadsToAClearStateAndNotToACrash() throws Exception {
        book.changes().add(ACCOUNT, Optional.empty());
        Files.delete(folder.resolve("keys/vault.json"));

        Account account = book(60).withGrant(WORKSPACE, ID).orElseThrow();

        assertThat(account.status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(account.grant()).isEqualTo(Grant.none());
        assertThat(store.rows().get(ID).status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(store.rows().get(ID).problem()).hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(Problem.VAULT_KEY_LOST);
            assertThat(problem.detail())
                    .contains(store.grants().get(ID).keyId(), "put that key back", "connect the account again");
        });
    }

    @Test
    void keyThatAnotherServerHasIsNotLost() throws Exception {
        book.changes().add(ACCOUNT, Optional.empty());
        Files.delete(folder.resolve("keys/vault.json"));
        String key = store.grants().get(ID).keyId();
        OtherServers others = new OtherServers() {

            @Override
            public List<String> without(String keyId) {
                return List.of();
            }

            @Override
            public List<String> with(String keyId) {
                return keyId.equals(key) ? List.of("tower-2") : List.of();
            }
        };
        AccountBook wrong =
                new AccountBook(store, Vault.open("", folder.resolve("keys/vault.json"), others), Duration.ZERO, clock);

        assertThatThrownBy(() -> wrong.withGrant(WORKSPACE, ID))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(key, "tower-2", "the same file of keys");
        assertThat(store.rows().get(ID).status()).isEqualTo(AccountStatus.CONNECTED);
    }

    @Test
    void grantOfAnotherAccountIsNoGrant() {
        Account other = Account.of(Platform.BLUESKY, "@mallory", "Mallory", Grant.oauthToken("SECRET-3"));
        book.changes().add(ACCOUNT, Optional.empty());
        book.changes().add(other, Optional.empty());
        store.putGrant(other.id(), store.grants().get(ID));

        Account moved = book.withGrant(WORKSPACE, other.id()).orElseThrow();

        assertThat(moved.grant()).isEqualTo(Grant.none());
        assertThat(moved.status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void disconnectedAccountStaysDisconnected() {
        book.changes().add(ACCOUNT.withStatus(AccountStatus.DISCONNECTED), Optional.empty());
        book.standing().needsReconnect(WORKSPACE, ID, new Problem(Problem.GRANT_REVOKED, "late answer"));
        assertThat(store.rows().get(ID).status()).isEqualTo(AccountStatus.DISCONNECTED);
    }

    @Test
    void openGrantsAreForgottenWithoutBeingAskedFor() {
        GrantCache cache = new GrantCache(clock, Duration.ofMinutes(1));
        cache.put(ACCOUNT, cache.changes());
        clock.advance(Duration.ofMinutes(1));

        cache.dropOld();

        clock.advance(Duration.ofMinutes(-1));
        assertThat(cache.find(WORKSPACE, ID)).isEmpty();
    }

    @Test
    void cacheIsBounded() {
        GrantCache cache = new GrantCache(clock, Duration.ofMinutes(1));
        for (int i = 0; i < GrantCache.MAX_ENTRIES + 10; i++) {
            cache.put(Account.of(Platform.BLUESKY, "b" + i, "b", GRANT), cache.changes());
        }
        assertThat(cache.find(WORKSPACE, new AccountId("bluesky.b0"))).isEmpty();
        assertThat(cache.find(WORKSPACE, new AccountId("bluesky.b" + (GrantCache.MAX_ENTRIES + 9))))
                .isPresent();
    }

    private Optional<String> token() {
        return book.withGrant(WORKSPACE, ID).orElseThrow().grant().secret(Grant.ACCESS_TOKEN);
    }
}
