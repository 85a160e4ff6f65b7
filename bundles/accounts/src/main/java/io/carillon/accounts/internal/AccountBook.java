package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.RenewalLease;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Accounts and their grants as one thing: sealed on the way to the store, opened on the way back. */
@Component(
        service = AccountBook.class,
        configurationPid = AccountsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AccountBook {

    private final AccountStore store;
    private final GrantSeal seal;
    private final GrantCache cache;
    private final AccountChanges changes;
    private final Standing standing;
    private final GrantLeases leases;

    @Activate
    public AccountBook(AccountsConfig config, @Reference OpenVault vault, @Reference AccountStore store) {
        this(store, vault.vault(), AccountsSettings.of(config).grantCache(), Clock.systemUTC());
    }

    AccountBook(AccountStore store, Vault vault, Duration remembered, Clock clock) {
        this.store = store;
        seal = new GrantSeal(vault);
        cache = new GrantCache(clock, remembered);
        changes = new AccountChanges(store, seal, cache);
        standing = new Standing(this, changes);
        leases = new GrantLeases(store, seal, this);
    }

    AccountChanges changes() {
        return changes;
    }

    Standing standing() {
        return standing;
    }

    GrantLeases leases() {
        return leases;
    }

    List<Account> list(WorkspaceId workspace) {
        return store.list(workspace);
    }

    /** As {@link AccountStore#ofIdentity}. */
    List<Account> ofIdentity(Platform platform, String identity) {
        return store.ofIdentity(platform, identity);
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
        return store.read(workspace, id).map(kept -> opened(kept, before).account());
    }

    /** @param before as of {@link GrantCache#changes()}, from before it was read */
    private GrantSeal.Opened opened(KeptAccount kept, long before) {
        GrantSeal.Opened opened = seal.open(kept);
        markUnreadable(kept, opened.account());
        cache.put(opened.account(), before);
        return opened;
    }

    /** As {@link #read}, with the parts of its grant, where it still lives by what somebody has the right to renew. */
    Optional<GrantSeal.Opened> opened(WorkspaceId workspace, AccountId id, RenewalLease lease) {
        long before = cache.changes();
        return store.read(workspace, id).filter(kept -> kept.livesBy(lease)).map(kept -> opened(kept, before));
    }

    /** As {@link #read}, after a change of its grant: what is remembered of all that share it counts no more. */
    Optional<Account> readAnew(WorkspaceId workspace, AccountId id) {
        cache.drop(workspace, id);
        others(workspace, id).forEach(other -> cache.drop(workspace, other.id()));
        return read(workspace, id);
    }

    /** Those that live by the same consent as an account. */
    List<Account> others(WorkspaceId workspace, AccountId id) {
        return store
                .read(workspace, id)
                .flatMap(KeptAccount::consent)
                .map(consent -> store.livingBy(consent.id()))
                .orElse(List.of())
                .stream()
                .filter(other -> !other.id().equals(id))
                .toList();
    }

    /** As {@link AccountStore#sealedWith}. */
    List<Account> sealedWith(String key, Optional<AccountId> after, int limit) {
        return store.sealedWith(key, after, limit);
    }

    /** As {@link AccountStore#withProblem}. */
    List<Account> withProblem(String code, Optional<AccountId> after, int limit) {
        return store.withProblem(code, after, limit);
    }

    /** Whether its grant can be opened, whatever is known of it. */
    boolean opens(Account account) {
        return store.read(account.workspace(), account.id()).filter(seal::opens).isPresent();
    }

    private void markUnreadable(KeptAccount kept, Account opened) {
        if (opened.status() == AccountStatus.NEEDS_RECONNECT
                && !opened.problem().equals(kept.account().problem())) {
            opened.problem().ifPresent(problem -> standing.needsReconnect(opened.workspace(), opened.id(), problem));
        }
    }

    /** Drops opened grants that are not remembered any longer; else they would stay in memory until something is asked. */
    void tidy() {
        cache.dropOld();
    }
}
