package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.accounts.internal.vault.KeyFile;
import io.carillon.accounts.internal.vault.KeyRing;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.core.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
        AccountsSettings settings =
                new AccountsSettings(folder.resolve("keys/vault.json"), Duration.ofSeconds(cacheSeconds));
        return new AccountBook(store, settings, chosen -> KeyRing.of("", new KeyFile(chosen.keyFile())), clock);
    }

    @Test
    void storeNeverSeesAnOpenGrant() {
        book.add(ACCOUNT);
        assertThat(store.rows.get(ID).grant()).isEqualTo(Grant.none());
        assertThat(store.grants.get(ID).sealed()).doesNotContain("SECRET");
        assertThat(book.find(WORKSPACE, ID).orElseThrow().grant()).isEqualTo(Grant.none());
        assertThat(book.withGrant(WORKSPACE, ID)).contains(ACCOUNT);
    }

    @Test
    void serversAreToldWhichKeySealsAndNothingMore() throws IOException {
        book.add(ACCOUNT);

        assertThat(book.name()).isEqualTo("vault");
        assertThat(store.grants.get(ID).keyId()).isEqualTo(book.value());
        assertThat(book(0).value()).as("the same file of keys").isEqualTo(book.value());
        Files.delete(folder.resolve("keys/vault.json"));
        assertThat(book(0).value()).isNotEqualTo(book.value());
    }

    @Test
    void accountWithoutSecretsHasNoSealedGrant() {
        book.add(ACCOUNT.withGrant(Grant.none()));
        assertThat(store.grants).isEmpty();
        assertThat(book.withGrant(WORKSPACE, ID)).contains(ACCOUNT.withGrant(Grant.none()));
    }

    @Test
    void dueAccountIsAnsweredWithoutTheStoreForAMinute() {
        book.add(ACCOUNT);
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
        forgetful.add(ACCOUNT);
        forgetful.withGrant(WORKSPACE, ID);
        int reads = store.reads;
        forgetful.withGrant(WORKSPACE, ID);
        assertThat(store.reads).isGreaterThan(reads);
    }

    @Test
    void everyChangeIsSeenAtOnce() {
        book.add(ACCOUNT);
        book.withGrant(WORKSPACE, ID);

        book.replace(WORKSPACE, ID, account -> account.withGrant(Grant.oauthToken("SECRET-2")));
        assertThat(token()).contains("SECRET-2");

        book.needsReconnect(WORKSPACE, ID, "the network says no");
        assertThat(book.withGrant(WORKSPACE, ID).orElseThrow().status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);

        book.remove(WORKSPACE, ID);
        assertThat(book.withGrant(WORKSPACE, ID)).isEmpty();
    }

    @Test
    void grantThatIsReplacedWhileItIsReadIsNotRemembered() {
        book.add(ACCOUNT);
        store.duringGrant = () -> {
            store.duringGrant = () -> {};
            book.replace(WORKSPACE, ID, account -> account.withGrant(Grant.oauthToken("SECRET-2")));
        };
        assertThat(token()).contains("SECRET-1");
        assertThat(token()).contains("SECRET-2");
    }

    @Test
    void otherWorkspacesGetNothing() {
        book.add(ACCOUNT);
        book.withGrant(WORKSPACE, ID);
        assertThat(book.withGrant(new WorkspaceId("other"), ID)).isEmpty();
    }

    @Test
    void lostKeyLeadsToAClearStateAndNotToACrash() throws Exception {
        book.add(ACCOUNT);
        Files.delete(folder.resolve("keys/vault.json"));

        Account account = book(60).withGrant(WORKSPACE, ID).orElseThrow();

        assertThat(account.status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
        assertThat(account.grant()).isEqualTo(Grant.none());
        assertThat(store.rows.get(ID).status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void grantOfAnotherAccountIsNoGrant() {
        Account other = Account.of(Platform.BLUESKY, "@mallory", "Mallory", Grant.oauthToken("SECRET-3"));
        book.add(ACCOUNT);
        book.add(other);
        store.grants.put(other.id(), store.grants.get(ID));

        Account moved = book.withGrant(WORKSPACE, other.id()).orElseThrow();

        assertThat(moved.grant()).isEqualTo(Grant.none());
        assertThat(moved.status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void disconnectedAccountStaysDisconnected() {
        book.add(ACCOUNT.withStatus(AccountStatus.DISCONNECTED));
        book.needsReconnect(WORKSPACE, ID, "late answer");
        assertThat(store.rows.get(ID).status()).isEqualTo(AccountStatus.DISCONNECTED);
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
