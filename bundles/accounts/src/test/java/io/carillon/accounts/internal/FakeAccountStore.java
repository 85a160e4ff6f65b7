package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StoreException;
import io.carillon.core.MemoryAccounts;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Accounts in memory to which something happens: others who are faster, a database that fails. */
final class FakeAccountStore extends MemoryAccounts {

    final Set<AccountId> published = new HashSet<>();

    /** What others do meanwhile, once each. */
    Runnable duringRead = () -> {};

    Runnable duringAdd = () -> {};
    Runnable duringChange = () -> {};

    int reads;
    int failingPuts;

    /** Its leases do not end. */
    FakeAccountStore() {}

    FakeAccountStore(Clock clock) {
        super(clock);
    }

    @Override
    public void add(Account account, AccountGrants grants) {
        Runnable meanwhile = duringAdd;
        duringAdd = () -> {};
        meanwhile.run();
        super.add(account, grants);
    }

    @Override
    public Optional<KeptAccount> read(WorkspaceId workspace, AccountId id) {
        reads++;
        Optional<KeptAccount> kept = super.read(workspace, id);
        Runnable meanwhile = duringRead;
        duringRead = () -> {};
        meanwhile.run();
        return kept;
    }

    @Override
    public boolean change(KeptAccount before, Account after) {
        Runnable meanwhile = duringChange;
        duringChange = () -> {};
        meanwhile.run();
        return super.change(before, after);
    }

    @Override
    public boolean putRenewed(RenewalLease lease, SealedGrant renewed) {
        if (failingPuts-- > 0) {
            throw new StoreException("The database failed", new IOException("gone"));
        }
        return super.putRenewed(lease, renewed);
    }

    @Override
    public boolean remove(WorkspaceId workspace, AccountId id) {
        if (published.contains(id)) {
            throw new InUseException("It has published");
        }
        return super.remove(workspace, id);
    }
}
