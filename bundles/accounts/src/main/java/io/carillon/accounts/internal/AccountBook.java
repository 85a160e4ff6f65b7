package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts and their grants as one thing: sealed on the way to the store, opened on the way back. */
@Component(
        service = AccountBook.class,
        configurationPid = AccountsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AccountBook {

    private static final Logger LOG = LoggerFactory.getLogger(AccountBook.class);
    private static final int MAX_REASON = 300;
    private static final int PAGE = 200;

    private final AccountStore store;
    private final GrantSeal seal;
    private final GrantCache cache;
    /** Accounts are read and written as wholes: two changes at once would undo one of them. */
    private final ReentrantLock changing = new ReentrantLock();

    @Activate
    public AccountBook(AccountsConfig config, @Reference OpenVault vault, @Reference AccountStore store) {
        this(store, vault.vault(), AccountsSettings.of(config).grantCache(), Clock.systemUTC());
    }

    AccountBook(AccountStore store, Vault vault, Duration remembered, Clock clock) {
        this.store = store;
        seal = new GrantSeal(vault);
        cache = new GrantCache(clock, remembered);
    }

    List<Account> list(WorkspaceId workspace) {
        return store.list(workspace);
    }

    Optional<Account> find(WorkspaceId workspace, AccountId id) {
        return store.find(workspace, id);
    }

    /** Finds an account with its grant as it is. */
    Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        Optional<Account> remembered = cache.find(workspace, id);
        return remembered.isPresent() ? remembered : read(workspace, id);
    }

    /** As {@link #withGrant}, as the store has it: another server may have renewed what is remembered here. */
    Optional<Account> read(WorkspaceId workspace, AccountId id) {
        long before = cache.changes();
        Optional<Account> found = store.find(workspace, id);
        if (found.isEmpty()) {
            return found;
        }
        Account opened = opened(found.get(), store.grant(id));
        cache.put(opened, before);
        return Optional.of(opened);
    }

    private Account opened(Account account, Optional<SealedGrant> grant) {
        if (grant.isEmpty() || account.status() == AccountStatus.DISCONNECTED) {
            return account;
        }
        Account opened = seal.open(account, grant.get());
        opened.problem()
                .filter(problem -> opened.status() == AccountStatus.NEEDS_RECONNECT
                        && !account.problem().equals(opened.problem()))
                .ifPresent(problem -> needsReconnect(account.workspace(), account.id(), problem));
        return opened;
    }

    /** Marks the accounts whose grants were sealed with a key that nobody has. */
    void keyIsLost(String key) {
        each(after -> store.sealedWith(key, after, PAGE), account -> read(account.workspace(), account.id()));
    }

    /**
     * Looks whether accounts whose key was lost can be opened again, since somebody may have put it back.
     *
     * @param opened is told of each that is connected again
     */
    void lookForLostKeys(Consumer<Account> opened) {
        each(after -> store.withProblem(Problem.VAULT_KEY_LOST, after, PAGE), account -> {
            boolean opens = store.grant(account.id())
                    .map(grant -> seal.open(account.withStatus(AccountStatus.CONNECTED), grant))
                    .filter(now -> now.status() == AccountStatus.CONNECTED)
                    .isPresent();
            if (opens) {
                change(account.workspace(), account.id(), AccountBook::found)
                        .filter(now -> now.status() == AccountStatus.CONNECTED)
                        .ifPresent(opened);
            }
        });
    }

    private static Account found(Account account) {
        return account.problem()
                        .filter(problem -> problem.code().equals(Problem.VAULT_KEY_LOST))
                        .isPresent()
                ? account.withStatus(AccountStatus.CONNECTED)
                : account;
    }

    private static void each(Function<Optional<AccountId>, List<Account>> pages, Consumer<Account> work) {
        List<Account> page = pages.apply(Optional.empty());
        while (!page.isEmpty()) {
            page.forEach(work);
            page = pages.apply(Optional.of(page.get(page.size() - 1).id()));
        }
    }

    /** Drops opened grants that are not remembered any longer; else they would stay in memory until something is asked. */
    void tidy() {
        cache.dropOld();
    }

    /**
     * Takes the right to renew an account's grant, among all servers.
     *
     * @return empty if another has it at the moment, or there is nothing to renew
     */
    Optional<Renewing> beginRenewal(WorkspaceId workspace, AccountId id) {
        Optional<RenewalLease> lease = store.beginRenewal(id, Renewing.LIFE);
        boolean taken = false;
        try {
            long before = cache.changes();
            Optional<Account> account = lease.flatMap(
                    held -> store.find(workspace, id).map(found -> opened(found, Optional.of(held.grant()))));
            account.ifPresent(one -> cache.put(one, before));
            taken = account.isPresent();
            return account.map(one -> new Renewing(one, lease.get()));
        } finally {
            if (!taken) {
                lease.ifPresent(this::endRenewal);
            }
        }
    }

    /** As {@link AccountStore#ending}. */
    List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) {
        return store.ending(before, after, limit);
    }

    void endRenewal(Renewing renewing) {
        endRenewal(renewing.lease());
    }

    private void endRenewal(RenewalLease lease) {
        try {
            store.endRenewal(lease);
        } catch (StoreException e) {
            // What was done under it counts. It ends by itself, and until then others wait.
            LOG.info("The right to renew account {} could not be given back", lease.account(), e);
        }
    }

    private static AccountStatus unusable(AccountStatus status) {
        return status == AccountStatus.DISCONNECTED ? status : AccountStatus.NEEDS_RECONNECT;
    }

    /** The account cannot publish: it waits for its owner from now on. */
    void needsReconnect(WorkspaceId workspace, AccountId id, Problem problem) {
        changing.lock();
        try {
            store.find(workspace, id)
                    .filter(account -> account.status() != unusable(account.status()))
                    .ifPresent(account -> markUnusable(account, problem));
        } finally {
            changing.unlock();
        }
    }

    /** The network no longer takes the grant that was used, unless the account was connected anew or renewed meanwhile. */
    void needsReconnect(Account used, String reason) {
        changing.lock();
        try {
            read(used.workspace(), used.id())
                    .filter(now -> now.grant().equals(used.grant()))
                    .ifPresent(now -> needsReconnect(
                            now.workspace(), now.id(), new Problem(Problem.GRANT_REVOKED, oneLine(reason))));
        } finally {
            changing.unlock();
        }
    }

    /**
     * Its owner has to do something before the grant ends. Nothing of an account that cannot be used changes.
     *
     * @param advice why, and what to do
     */
    void setExpiring(Account account, String advice) {
        if (account.status() != AccountStatus.CONNECTED) {
            return;
        }
        String said = "Its consent ends at " + account.grant().expiresAt().orElseThrow() + " and " + advice;
        Problem problem = new Problem(Problem.CONSENT_ENDS, said);
        change(
                account.workspace(),
                account.id(),
                now -> now.status() == AccountStatus.CONNECTED ? now.withStatus(AccountStatus.EXPIRING, problem) : now);
        LOG.warn("Account {} ({} on {}): {}", account.id(), oneLine(account.handle()), account.platform(), said);
    }

    /** It lasts after all. */
    void setLasting(Account account) {
        if (account.status() == AccountStatus.EXPIRING) {
            change(
                    account.workspace(),
                    account.id(),
                    now -> now.status() == AccountStatus.EXPIRING ? now.withStatus(AccountStatus.CONNECTED) : now);
        }
    }

    private void markUnusable(Account account, Problem problem) {
        update(account.withStatus(AccountStatus.NEEDS_RECONNECT, problem));
        LOG.warn(
                "Account {} ({} on {}) must be connected again: {}",
                account.id(),
                oneLine(account.handle()),
                account.platform(),
                problem.detail());
    }

    static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
    }

    /** Adds an account, with the grant that it carries. */
    void add(Account account) {
        Optional<SealedGrant> sealed = Optional.of(account.grant())
                .filter(grant -> !grant.equals(Grant.none()))
                .map(grant -> seal.seal(account));
        store.add(account.withGrant(Grant.none()), sealed);
        cache.drop(account.workspace(), account.id());
    }

    /**
     * Changes an account and its grant; the grant first, so that a connected account never has an old one.
     *
     * @param change from the account as it is to what it shall be, with its new grant
     * @return empty if there is no such account
     */
    Optional<Account> replace(WorkspaceId workspace, AccountId id, UnaryOperator<Account> change) {
        return change(workspace, id, before -> {
            Account after = change.apply(before);
            if (!after.grant().equals(Grant.none()) || store.grant(id).isPresent()) {
                store.putGrant(id, seal.seal(after));
            }
            return after;
        });
    }

    /**
     * Puts a renewed grant in the place of the one that it was made of.
     *
     * @return the account as it is now: with the renewed grant, or with another that it was given meanwhile; empty if it
     *     is gone
     */
    Optional<Account> renew(Renewing renewing, Grant renewed) {
        Account after = renewing.account().withGrant(renewed);
        store.putRenewed(renewing.lease(), seal.seal(after));
        cache.drop(after.workspace(), after.id());
        return read(after.workspace(), after.id());
    }

    /**
     * Changes an account; its grant stays.
     *
     * @return empty if there is no such account
     */
    Optional<Account> change(WorkspaceId workspace, AccountId id, UnaryOperator<Account> change) {
        changing.lock();
        try {
            return store.find(workspace, id)
                    .map(change)
                    .map(account -> account.withGrant(Grant.none()))
                    .filter(this::update);
        } finally {
            changing.unlock();
        }
    }

    private boolean update(Account account) {
        boolean found = store.update(account);
        cache.drop(account.workspace(), account.id());
        return found;
    }

    boolean remove(WorkspaceId workspace, AccountId id) {
        boolean found = store.remove(workspace, id);
        cache.drop(workspace, id);
        return found;
    }
}
