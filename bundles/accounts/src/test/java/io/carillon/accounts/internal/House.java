package io.carillon.accounts.internal;

import io.carillon.accounts.internal.connect.OAuthDesk;
import io.carillon.accounts.internal.vault.OtherServers;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.service.Publishers;
import io.carillon.core.MovableClock;
import io.carillon.core.id.Ids;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Accounts and their vault on rows in memory, for the tests of other packages. */
public final class House {

    /** So long before its last end an account is marked. */
    public static final Duration WARNED = EndWarnings.WARNED;

    private final FakeAccountStore store;
    private final FakeEngine engine = new FakeEngine();
    private final Publishers publishers;
    private final MovableClock clock;
    private final Vault vault;
    private final AccountBook book;
    private final AccountRegister register;

    /** Accounts whose consent was given back. */
    public final List<Account> revoked = new ArrayList<>();

    public House(Path folder, Publishers publishers, MovableClock clock) {
        this.publishers = publishers;
        this.clock = clock;
        store = new FakeAccountStore(clock);
        vault = Vault.open("", folder.resolve("keys/vault.json"), OtherServers.NONE);
        book = newBook();
        register = new AccountRegister(
                book, publishers, new FakeWorkspaces(), engine, new Ids(clock, new Random(1)), revoked::add);
    }

    private AccountBook newBook() {
        return new AccountBook(store, vault, Duration.ofSeconds(60), clock);
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

    /** As the store has them. */
    public Map<AccountId, Account> rows() {
        return store.rows();
    }

    /** How many grants are kept. */
    public int grants() {
        return store.grants().size();
    }

    /** It stays as a name when it is removed. */
    public void hasPublished(Account account) {
        store.published.add(account.id());
    }

    public List<AccountId> woken() {
        return engine.woken;
    }

    /** The network refused what an account was used with, and renewing it does not help. */
    public void refused(Account account, String reason) {
        book.standing().needsReconnect(opened(account), reason);
    }

    /** Whether the database takes no new grants for the time being. */
    public void takesNoGrants(boolean away) {
        store.failingPuts = away ? Integer.MAX_VALUE : 0;
    }

    /** One more server on the same database. */
    public Server server(OAuthDesk oauth) {
        AccountBook own = newBook();
        Pause pause = time -> {
            Thread.onSpinWait();
            return true;
        };
        NewGrants newGrants = new NewGrants(own, engine::wake, pause, clock);
        NetworkRenewal network = new NetworkRenewal(own, publishers, RenewedAccounts.of(oauth), newGrants);
        return new Server(new Renewals(own, network, Runnable::run, pause, clock), newGrants);
    }

    /** What a server does when posts fall due. */
    public static final class Server {

        private final Renewals renewals;
        private final NewGrants newGrants;

        private Server(Renewals renewals, NewGrants newGrants) {
            this.renewals = renewals;
            this.newGrants = newGrants;
        }

        /** What it does every second. */
        public void storeNewGrants() {
            newGrants.tryAgain();
        }

        /** The grant that an account is used with. */
        public Grant use(Account account) {
            return renewals.withGrant(account.workspace(), account.id())
                    .orElseThrow()
                    .grant();
        }
    }
}
