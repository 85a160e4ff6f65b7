package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.RenewalLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts in memory. */
final class MemoryAccounts implements AccountStore {

    private final Map<AccountId, Account> accounts = new LinkedHashMap<>();
    private final Map<AccountId, SealedGrant> grants = new LinkedHashMap<>();

    @Override
    public void add(Account account, Optional<SealedGrant> grant) {
        if (accounts.putIfAbsent(account.id(), account) != null) {
            throw new InUseException("There is an account " + account.id() + " already.");
        }
        grant.ifPresent(kept -> grants.put(account.id(), kept));
    }

    @Override
    public Optional<Account> find(WorkspaceId workspace, AccountId id) {
        return Optional.ofNullable(accounts.get(id))
                .filter(account -> account.workspace().equals(workspace));
    }

    @Override
    public List<Account> findAll(WorkspaceId workspace, Collection<AccountId> ids) {
        return ids.stream().flatMap(id -> find(workspace, id).stream()).toList();
    }

    @Override
    public List<Account> list(WorkspaceId workspace) {
        return accounts.values().stream()
                .filter(account -> account.workspace().equals(workspace))
                .sorted(Comparator.comparing(Account::platform).thenComparing(Account::handle))
                .toList();
    }

    @Override
    public boolean update(Account account) {
        return accounts.replace(account.id(), account) != null;
    }

    @Override
    public void putGrant(AccountId account, SealedGrant grant) {
        grants.put(account, grant);
    }

    @Override
    public Optional<SealedGrant> grant(AccountId account) {
        return Optional.ofNullable(grants.get(account));
    }

    @Override
    public Optional<RenewalLease> beginRenewal(AccountId account, Duration life) {
        throw new AssertionError("Nobody renews grants here");
    }

    @Override
    public boolean putRenewed(RenewalLease lease, SealedGrant renewed) {
        throw new AssertionError("Nobody renews grants here");
    }

    @Override
    public void endRenewal(RenewalLease lease) {
        throw new AssertionError("Nobody renews grants here");
    }

    @Override
    public List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) {
        throw new AssertionError("Nobody renews grants here");
    }

    @Override
    public List<Account> sealedWith(String keyId, Optional<AccountId> after, int limit) {
        throw new AssertionError("Nobody renews grants here");
    }

    @Override
    public List<Account> withProblem(String code, Optional<AccountId> after, int limit) {
        throw new AssertionError("Nobody renews grants here");
    }

    @Override
    public boolean remove(WorkspaceId workspace, AccountId id) {
        grants.remove(id);
        return find(workspace, id).map(found -> accounts.remove(id)).isPresent();
    }
}
