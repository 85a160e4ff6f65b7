package io.carillon.rest.internal.fake;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.RenewalLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts in memory. */
public final class FakeAccountStore implements AccountStore {

    private final Map<AccountId, Account> rows = new LinkedHashMap<>();

    @Override
    public synchronized void add(Account account, Optional<SealedGrant> grant) {
        rows.put(account.id(), account);
    }

    @Override
    public synchronized Optional<Account> find(WorkspaceId workspace, AccountId id) {
        return Optional.ofNullable(rows.get(id))
                .filter(account -> account.workspace().equals(workspace));
    }

    @Override
    public List<Account> findAll(WorkspaceId workspace, Collection<AccountId> ids) {
        return ids.stream().flatMap(id -> find(workspace, id).stream()).toList();
    }

    @Override
    public synchronized List<Account> list(WorkspaceId workspace) {
        return rows.values().stream()
                .filter(account -> account.workspace().equals(workspace))
                .toList();
    }

    @Override
    public synchronized boolean update(Account account) {
        return rows.replace(account.id(), account) != null;
    }

    @Override
    public void putGrant(AccountId account, SealedGrant grant) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public Optional<SealedGrant> grant(AccountId account) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public Optional<RenewalLease> beginRenewal(AccountId account, Duration life) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public boolean putRenewed(RenewalLease lease, SealedGrant renewed) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public void endRenewal(RenewalLease lease) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public List<Account> sealedWith(String keyId, Optional<AccountId> after, int limit) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public List<Account> withProblem(String code, Optional<AccountId> after, int limit) {
        throw new AssertionError("Nobody asks for grants here");
    }

    @Override
    public synchronized boolean remove(WorkspaceId workspace, AccountId id) {
        return rows.remove(id) != null;
    }
}
