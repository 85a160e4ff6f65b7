package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.service.Publishers;
import io.carillon.core.MovableClock;
import io.carillon.core.id.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Accounts and their vault on rows in memory, for the tests of other packages. */
public final class House {

    private final FakeAccountStore store = new FakeAccountStore();
    private final FakeEngine engine = new FakeEngine();
    private final Vault vault;
    private final AccountBook book;
    private final AccountRegister register;

    /** Accounts whose consent was given back. */
    public final List<Account> revoked = new ArrayList<>();

    public House(Path folder, Publishers publishers, MovableClock clock) {
        vault = Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE);
        book = new AccountBook(store, vault, Duration.ofSeconds(60), clock);
        register = new AccountRegister(
                book, publishers, new FakeWorkspaces(), engine, new Ids(clock, new Random(1)), revoked::add);
    }

    public AccountRegister register() {
        return register;
    }

    public Seals seals() {
        return new OpenVault(vault);
    }

    /** With its grant. */
    public Account opened(Account account) {
        return book.read(account.workspace(), account.id()).orElseThrow();
    }

    public List<AccountId> woken() {
        return engine.woken;
    }
}
