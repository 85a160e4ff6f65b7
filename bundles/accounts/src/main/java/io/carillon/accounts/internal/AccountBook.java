package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.KeyFile;
import io.carillon.accounts.internal.vault.KeyRing;
import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.SharedTrait;
import io.carillon.api.start.StartupFailure;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts and their grants as one thing: sealed on the way to the store, opened on the way back.
 *
 * <p>Activated at once, so that a vault that cannot be used is known when the server starts and not when a post falls due.
 */
@Component(
        service = {AccountBook.class, SharedTrait.class, Seals.class},
        immediate = true,
        configurationPid = AccountsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AccountsConfig.class)
public final class AccountBook implements SharedTrait, Seals {

    private static final Logger LOG = LoggerFactory.getLogger(AccountBook.class);
    private static final int MAX_REASON = 300;

    private final AccountStore store;
    private final Vault vault;
    private final GrantCache cache;
    /** Accounts are read and written as wholes: two changes at once would undo one of them. */
    private final ReentrantLock changing = new ReentrantLock();

    @Activate
    public AccountBook(AccountsConfig config, @Reference AccountStore store) {
        this(
                store,
                StartupFailure.toldBy(() -> AccountsSettings.of(config)),
                settings -> StartupFailure.toldBy(() -> KeyRing.of(variable(), new KeyFile(settings.keyFile()))),
                Clock.systemUTC());
    }

    AccountBook(AccountStore store, AccountsSettings settings, Function<AccountsSettings, KeyRing> keys, Clock clock) {
        this.store = store;
        vault = new Vault(keys.apply(settings));
        cache = new GrantCache(clock, settings.grantCache());
    }

    /** Read here and not by the configuration, since what a component is configured with can be seen by all bundles. */
    private static String variable() {
        return Optional.ofNullable(System.getenv(KeyRing.VARIABLE)).orElse("");
    }

    @Override
    public String name() {
        return "vault";
    }

    /** The id of the key that seals: what one server seals, the others have to open. */
    @Override
    public String value() {
        return vault.keyId();
    }

    @Override
    public SealedGrant seal(WorkspaceId workspace, AccountId name, Grant secrets) {
        return vault.seal(workspace, name, secrets);
    }

    @Override
    public Grant open(WorkspaceId workspace, AccountId name, SealedGrant sealed) throws UnreadableGrantException {
        return vault.open(workspace, name, sealed);
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

    private Account opened(Account account, Optional<SealedGrant> sealed) {
        try {
            return sealed.isEmpty()
                    ? account
                    : account.withGrant(vault.open(account.workspace(), account.id(), sealed.get()));
        } catch (UnreadableGrantException e) {
            needsReconnect(account.workspace(), account.id(), e.getMessage());
            return account.withStatus(unusable(account.status()));
        }
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

    /** The network no longer takes the account's grant: it waits for its owner from now on. */
    void needsReconnect(WorkspaceId workspace, AccountId id, String reason) {
        changing.lock();
        try {
            store.find(workspace, id)
                    .filter(account -> account.status() != unusable(account.status()))
                    .ifPresent(account -> markUnusable(account, reason));
        } finally {
            changing.unlock();
        }
    }

    /** As {@link #needsReconnect(WorkspaceId, AccountId, String)}, unless it was connected anew or renewed meanwhile. */
    void needsReconnect(Account used, String reason) {
        changing.lock();
        try {
            read(used.workspace(), used.id())
                    .filter(now -> now.grant().equals(used.grant()))
                    .ifPresent(now -> needsReconnect(now.workspace(), now.id(), reason));
        } finally {
            changing.unlock();
        }
    }

    /** Whether its owner has to do something before the grant ends. Nothing of an account that cannot be used changes. */
    void setExpiring(Account account, boolean expiring) {
        AccountStatus from = expiring ? AccountStatus.CONNECTED : AccountStatus.EXPIRING;
        AccountStatus to = expiring ? AccountStatus.EXPIRING : AccountStatus.CONNECTED;
        if (account.status() != from) {
            return;
        }
        change(account.workspace(), account.id(), now -> now.status() == from ? now.withStatus(to) : now);
        if (expiring) {
            LOG.warn(
                    "Account {} ({} on {}) must be connected again by {}: its consent ends then and cannot be renewed",
                    account.id(),
                    oneLine(account.handle()),
                    account.platform(),
                    account.grant().expiresAt().orElseThrow());
        }
    }

    private void markUnusable(Account account, String reason) {
        update(account.withStatus(AccountStatus.NEEDS_RECONNECT));
        LOG.warn(
                "Account {} ({} on {}) must be connected again: {}",
                account.id(),
                oneLine(account.handle()),
                account.platform(),
                oneLine(reason));
    }

    static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
    }

    /** Adds an account, with the grant that it carries. */
    void add(Account account) {
        Optional<SealedGrant> sealed = Optional.of(account.grant())
                .filter(grant -> !grant.equals(Grant.none()))
                .map(grant -> seal(account));
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
                store.putGrant(id, seal(after));
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
        store.putRenewed(renewing.lease(), seal(after));
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

    private SealedGrant seal(Account account) {
        return vault.seal(account.workspace(), account.id(), account.grant());
    }
}
