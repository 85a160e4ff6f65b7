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
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
        service = AccountBook.class,
        immediate = true,
        configurationPid = AccountsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AccountsConfig.class)
public final class AccountBook {

    private static final Logger LOG = LoggerFactory.getLogger(AccountBook.class);
    private static final int MAX_REASON = 300;

    private final AccountStore store;
    private final Vault vault;
    private final GrantCache cache;

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

    List<Account> list(WorkspaceId workspace) {
        return store.list(workspace);
    }

    Optional<Account> find(WorkspaceId workspace, AccountId id) {
        return store.find(workspace, id);
    }

    Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        Optional<Account> remembered = cache.find(workspace, id);
        return remembered.isPresent() ? remembered : read(workspace, id);
    }

    /** As it is in the store at this moment. */
    Optional<Account> afresh(WorkspaceId workspace, AccountId id) {
        return read(workspace, id);
    }

    private Optional<Account> read(WorkspaceId workspace, AccountId id) {
        long before = cache.changes();
        Optional<Account> found = store.find(workspace, id);
        if (found.isEmpty()) {
            return found;
        }
        Optional<SealedGrant> sealed = store.grant(id);
        try {
            Account account = found.get();
            if (sealed.isPresent()) {
                account = account.withGrant(vault.open(workspace, id, sealed.get()));
            }
            cache.put(account, before);
            return Optional.of(account);
        } catch (UnreadableGrantException e) {
            needsReconnect(workspace, id, e.getMessage());
            return found.map(account -> account.withStatus(unusable(account.status())));
        }
    }

    private static AccountStatus unusable(AccountStatus status) {
        return status == AccountStatus.DISCONNECTED ? status : AccountStatus.NEEDS_RECONNECT;
    }

    /** The network no longer takes the account's grant: it waits for its owner from now on. */
    void needsReconnect(WorkspaceId workspace, AccountId id, String reason) {
        Optional<Account> account =
                store.find(workspace, id).filter(found -> found.status() != unusable(found.status()));
        if (account.isPresent()) {
            update(account.get().withStatus(AccountStatus.NEEDS_RECONNECT));
            LOG.warn(
                    "Account {} ({} on {}) must be connected again: {}",
                    id,
                    account.get().handle(),
                    account.get().platform(),
                    oneLine(reason));
        }
    }

    private static String oneLine(String reason) {
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

    /** Changes an account and its grant; the grant first, so that a connected account never has an old one. */
    void replace(Account account) {
        if (!account.grant().equals(Grant.none()) || store.grant(account.id()).isPresent()) {
            store.putGrant(account.id(), seal(account));
        }
        update(account);
    }

    /** Puts a renewed grant in the place of the one that it was made of; where its owner was faster, that one stays. */
    void renew(Account before, Grant renewed) {
        boolean unchanged = afresh(before.workspace(), before.id())
                .filter(now -> now.grant().equals(before.grant()))
                .isPresent();
        if (unchanged) {
            store.putGrant(before.id(), seal(before.withGrant(renewed)));
            cache.drop(before.workspace(), before.id());
        }
    }

    /** Changes an account; its grant stays. */
    boolean update(Account account) {
        boolean found = store.update(account.withGrant(Grant.none()));
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
