package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StaleException;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes accounts. A change is made of the account as it is, and made again where somebody was faster, on whichever server:
 * nobody undoes what they have not seen.
 */
final class AccountChanges {

    /** More would be no chance: whoever is faster is done. */
    private static final int TRIES = 100;

    private final AccountStore store;
    private final GrantSeal seal;
    private final GrantCache cache;

    AccountChanges(AccountStore store, GrantSeal seal, GrantCache cache) {
        this.store = store;
        this.seal = seal;
        this.cache = cache;
    }

    /**
     * Adds an account, with the grant that it carries.
     *
     * @param consent by which it may live together with others
     * @throws InUseException if there is an account of its identity
     */
    void add(Account account, Optional<SharedConsent> consent) {
        store.add(account.withGrant(Grant.none()), seal.seal(account, consent));
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
        return change(workspace, id, told, kept -> change.apply(kept.account()), this::putAccount);
    }

    /** As {@link #change}, by a look at the account's grant; that stays all the same. */
    void changeOpened(WorkspaceId workspace, AccountId id, UnaryOperator<Account> change, Consumer<Account> told) {
        change(workspace, id, told, kept -> change.apply(seal.open(kept).account()), this::putAccount);
    }

    /** As {@link #change}, of accounts that still live by what somebody has the right to renew. */
    void changeWhile(RenewalLease lease, Account account, UnaryOperator<Account> change, Consumer<Account> told) {
        change(
                account.workspace(),
                account.id(),
                told,
                kept -> kept.livesBy(lease) ? change.apply(kept.account()) : kept.account(),
                this::putAccount);
    }

    /**
     * Changes an account and its grant.
     *
     * @param consent by which it may live together with others from now on
     * @param change from the account as it is to what it shall be, with its new grant
     * @return empty if there is no such account
     * @throws InUseException if it would be who another account is
     */
    Optional<Account> replace(
            WorkspaceId workspace, AccountId id, Optional<SharedConsent> consent, UnaryOperator<Account> change) {
        return change(
                workspace,
                id,
                after -> {},
                kept -> change.apply(kept.account()),
                (kept, after) -> store.change(kept, after.withGrant(Grant.none()), seal.seal(after, consent)));
    }

    /** As {@link #replace}, for what shares no consent. */
    Optional<Account> replace(WorkspaceId workspace, AccountId id, UnaryOperator<Account> change) {
        return replace(workspace, id, Optional.empty(), change);
    }

    private boolean putAccount(KeptAccount kept, Account after) {
        Account bare = after.withGrant(Grant.none());
        return bare.equals(kept.account()) || store.change(kept, bare);
    }

    private Optional<Account> change(
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
