package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.InUseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows in memory; it counts the reads that a due post would have to wait for. */
final class FakeAccountStore implements AccountStore {

    final Map<AccountId, Account> rows = new LinkedHashMap<>();
    final Map<AccountId, SealedGrant> grants = new HashMap<>();
    final Set<AccountId> published = new HashSet<>();
    Runnable duringGrant = () -> {};
    /** Runs once. */
    volatile Runnable duringUpdate = () -> {};

    int reads;

    @Override
    public void add(Account account, Optional<SealedGrant> grant) {
        rows.put(account.id(), account);
        grant.ifPresent(one -> grants.put(account.id(), one));
    }

    @Override
    public Optional<Account> find(WorkspaceId workspace, AccountId id) {
        reads++;
        return Optional.ofNullable(rows.get(id))
                .filter(account -> account.workspace().equals(workspace));
    }

    @Override
    public List<Account> findAll(WorkspaceId workspace, Collection<AccountId> ids) {
        return ids.stream().flatMap(id -> find(workspace, id).stream()).toList();
    }

    @Override
    public List<Account> list(WorkspaceId workspace) {
        return rows.values().stream()
                .filter(account -> account.workspace().equals(workspace))
                .toList();
    }

    @Override
    public boolean update(Account account) {
        Runnable meanwhile = duringUpdate;
        duringUpdate = () -> {};
        meanwhile.run();
        return rows.replace(account.id(), account) != null;
    }

    @Override
    public void putGrant(AccountId account, SealedGrant grant) {
        grants.put(account, grant);
    }

    @Override
    public Optional<SealedGrant> grant(AccountId account) {
        Optional<SealedGrant> grant = Optional.ofNullable(grants.get(account));
        duringGrant.run();
        return grant;
    }

    @Override
    public boolean remove(WorkspaceId workspace, AccountId id) {
        if (published.contains(id)) {
            throw new InUseException("It has published");
        }
        grants.remove(id);
        return rows.remove(id) != null;
    }
}
