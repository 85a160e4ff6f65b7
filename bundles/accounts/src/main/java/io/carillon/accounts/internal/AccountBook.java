package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.Vault;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.StaleException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Accounts and their grants as one thing: sealed on the way to the store, opened on the way back. A change is made of the
 * account as it is, and made again where somebody was faster, on whichever server.
 */
@Component(
        service = AccountBook.class,
        configurationPid = AccountsConfig.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class AccountBook {

    /** More would be no chance: whoever is faster is done. */
    private static final int TRIES = 100;

    private final AccountStore store;
    private final GrantSeal seal;
    private final GrantCache cache;
    private final Standing standing = new Standing(this);
    private final GrantLeases leases;

    @Activate
    public AccountBook(AccountsConfig config, @Reference OpenVault vault, @Reference AccountStore store) {
        this(store, vault.vault(), AccountsSettings.of(config).grantCache(), Clock.systemUTC());
    }

    AccountBook(AccountStore store, Vault vault, Duration remembered, Clock clock) {
        this.store = store;
        seal = new GrantSeal(vault);
        cache = new GrantCache(clock, remembered);
        leases = new GrantLeases(store, seal, this);
    }

    Standing standing() {
        return standing;
    }

    GrantLeases leases() {
        return leases;
    }

    // ---- Reading ------------------------------------------------------------------------------

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
        return store.read(workspace, id).map(kept -> {
            Account opened = seal.open(kept);
            markUnreadable(kept, opened);
            cache.put(opened, before);
            return opened;
        });
    }

    /** As {@link #read}, after a change of its grant: what is remembered counts no more. */
    Optional<Account> readAnew(WorkspaceId workspace, AccountId id) {
        cache.drop(workspace, id);
        return read(workspace, id);
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
        return store.read(account.workspace(), account.id())
                .filter(kept -> kept.own().isPresent() && seal.opens(kept))
                .isPresent();
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

    // ---- Changing -----------------------------------------------------------------------------

    /**
     * Adds an account, with the grant that it carries.
     *
     * @throws InUseException if there is an account of its identity
     */
    void add(Account account) {
        Optional<SealedGrant> sealed = Optional.of(account.grant())
                .filter(grant -> !grant.equals(Grant.none()))
                .map(grant -> seal.seal(account));
        store.add(account.withGrant(Grant.none()), sealed);
        cache.drop(account.workspace(), account.id());
    }

    /**
     * Changes an account; its grant stays.
     *
     * @param change may be asked several times
     * @return the account as it is then; empty if there is none
     */
    Optional<Account> change(WorkspaceId workspace, AccountId id, UnaryOperator<Account> change) {
        return change(workspace, id, change, after -> {});
    }

    /** @param told of the account where it was changed indeed */
    Optional<Account> change(
            WorkspaceId workspace, AccountId id, UnaryOperator<Account> change, Consumer<Account> told) {
        return changed(workspace, id, told, kept -> change.apply(kept.account()), this::putAccount);
    }

    /** As {@link #change}, by a look at the account's grant; that stays all the same. */
    void changeOpened(WorkspaceId workspace, AccountId id, UnaryOperator<Account> change, Consumer<Account> told) {
        changed(workspace, id, told, kept -> change.apply(seal.open(kept)), this::putAccount);
    }

    /**
     * Changes an account and its grant.
     *
     * @param change from the account as it is to what it shall be, with its new grant
     * @return empty if there is no such account
     * @throws InUseException if it would be who another account is
     */
    Optional<Account> replace(WorkspaceId workspace, AccountId id, UnaryOperator<Account> change) {
        return changed(
                workspace,
                id,
                after -> {},
                kept -> change.apply(kept.account()),
                (kept, after) ->
                        after.grant().equals(Grant.none()) && kept.own().isEmpty()
                                ? putAccount(kept, after)
                                : store.change(kept, after.withGrant(Grant.none()), seal.seal(after)));
    }

    private boolean putAccount(KeptAccount kept, Account after) {
        Account bare = after.withGrant(Grant.none());
        return bare.equals(kept.account()) || store.change(kept, bare);
    }

    private Optional<Account> changed(
            WorkspaceId workspace,
            AccountId id,
            Consumer<Account> told,
            Function<KeptAccount, Account> change,
            BiPredicate<KeptAccount, Account> put) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<KeptAccount> kept = store.read(workspace, id);
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            Account after = change.apply(kept.get());
            if (put.test(kept.get(), after)) {
                cache.drop(workspace, id);
                Account bare = after.withGrant(Grant.none());
                Optional.of(bare)
                        .filter(now -> !now.equals(kept.get().account()))
                        .ifPresent(told);
                return Optional.of(bare);
            }
        }
        throw new StaleException("Account " + id + " is changed all the time. Try again.");
    }

    boolean remove(WorkspaceId workspace, AccountId id) {
        boolean found = store.remove(workspace, id);
        cache.drop(workspace, id);
        return found;
    }
}
