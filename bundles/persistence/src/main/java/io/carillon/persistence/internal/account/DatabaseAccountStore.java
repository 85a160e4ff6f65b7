package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.AccountLook;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import io.carillon.persistence.internal.dispatch.ClaimTime;
import io.carillon.persistence.internal.sql.Sql;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Accounts, and beside them their sealed grants. */
public final class DatabaseAccountStore implements AccountStore {

    private static final Comparator<Account> BY_PLATFORM_AND_HANDLE = Comparator.comparing(Account::platform)
            .thenComparing(Account::handle)
            .thenComparing(Account::id);

    /** Nothing goes out by itself from these, and nothing has. */
    private static final Set<DeliveryState> NEED_NO_ACCOUNT =
            Set.of(DeliveryState.DRAFT, DeliveryState.FAILED, DeliveryState.MISSED, DeliveryState.CANCELLED);

    private static final List<String> NEED_THE_ACCOUNT = Stream.of(DeliveryState.values())
            .filter(state -> !NEED_NO_ACCOUNT.contains(state))
            .map(DeliveryState::name)
            .toList();

    private static final String IN_USE = "SELECT id FROM delivery WHERE account_id = ? AND state IN ("
            + Sql.marks(NEED_THE_ACCOUNT.size()) + ") FETCH FIRST 1 ROWS ONLY";

    private final Transactions transactions;
    private final ClaimTime time;
    private final Clock clock;

    /** @param time whose clock ends the right to renew a grant */
    public DatabaseAccountStore(Transactions transactions, ClaimTime time, Clock clock) {
        this.transactions = transactions;
        this.time = time;
        this.clock = clock;
    }

    @Override
    public void add(Account account, AccountGrants grants) {
        Instant now = clock.instant();
        unlessTaken(
                account,
                () -> transactions.mixed((manager, connection) -> {
                    manager.persist(AccountEntity.fromRecord(account, grants, now));
                    manager.flush();
                    new GrantRows(connection).add(account, grants, now);
                    AccountNews.tell(connection, account, account.status(), now);
                    return true;
                }));
    }

    @Override
    public Optional<Account> find(WorkspaceId workspace, AccountId id) {
        return findAll(workspace, List.of(id)).stream().findFirst();
    }

    @Override
    public List<Account> findAll(WorkspaceId workspace, Collection<AccountId> ids) {
        return transactions.sql(connection -> Accounts.byId(connection, ids)).values().stream()
                .filter(account -> account.workspace().equals(workspace))
                .toList();
    }

    @Override
    public List<Account> list(WorkspaceId workspace) {
        return transactions.read(manager -> manager
                .createQuery("SELECT a FROM AccountEntity a WHERE a.workspaceId = :workspace", AccountEntity.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .stream()
                .map(AccountEntity::toRecord)
                // Here and not in the query: databases disagree on the order of letters.
                .sorted(BY_PLATFORM_AND_HANDLE)
                .toList());
    }

    @Override
    public List<Account> ofIdentity(Platform platform, String identity) {
        return transactions.sql(connection -> Accounts.ofIdentity(connection, platform, identity));
    }

    @Override
    public List<Platform> platforms() {
        return transactions.read(manager ->
                manager
                        .createQuery("SELECT DISTINCT a.platform FROM AccountEntity a", String.class)
                        .getResultList()
                        .stream()
                        .map(Platform::new)
                        .toList());
    }

    @Override
    public Optional<KeptAccount> read(WorkspaceId workspace, AccountId id) {
        return transactions
                .sql(connection -> Accounts.kept(connection, id))
                .filter(kept -> kept.account().workspace().equals(workspace));
    }

    @Override
    public boolean change(KeptAccount before, Account after) {
        return change(before, after, Optional.empty());
    }

    @Override
    public boolean change(KeptAccount before, Account after, AccountGrants grants) {
        return change(before, after, Optional.of(grants));
    }

    private boolean change(KeptAccount before, Account after, Optional<AccountGrants> grants) {
        Instant now = clock.instant();
        try {
            return unlessTaken(
                    after,
                    () -> transactions.mixed((manager, connection) -> {
                        AccountEntity entity =
                                manager.find(AccountEntity.class, after.id().value());
                        if (entity == null || !entity.is(before)) {
                            return false;
                        }
                        Account known = entity.toRecord();
                        entity.take(after, now);
                        grants.ifPresent(entity::livesBy);
                        // Before the grants' rows: whoever changes both takes them in this order.
                        manager.flush();
                        GrantRows rows = new GrantRows(connection);
                        if (grants.isPresent()) {
                            rows.replace(before, grants.get(), now);
                        } else {
                            rows.requireUnchanged(before);
                        }
                        if (AccountNews.isNews(known, after)) {
                            AccountNews.tell(connection, after, after.status(), now);
                        }
                        return true;
                    }));
        } catch (StaleException e) {
            return false;
        }
    }

    private static <T> T unlessTaken(Account account, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            if (SqlProblems.isDuplicate(e)) {
                throw new InUseException("There is an account " + account.id() + " already, or one that is "
                        + account.handle() + " on " + account.platform() + ".");
            }
            throw e;
        }
    }

    @Override
    public List<Account> livingBy(AccountId consent) {
        return transactions.sql(connection -> Accounts.livingBy(connection, consent));
    }

    @Override
    public Optional<SealedGrant> grant(AccountId account) {
        return transactions.sql(connection -> new GrantRows(connection).find(account));
    }

    @Override
    public Optional<RenewalLease> beginRenewal(AccountId account, Duration life) {
        return transactions.sql(connection -> {
            Instant now = time.now(connection, clock.instant());
            return new LeaseRows(connection).take(account, now, now.plus(life));
        });
    }

    @Override
    public boolean putRenewed(RenewalLease lease, SealedGrant renewed) {
        return transactions.sql(
                connection -> new GrantRows(connection).put(lease.id(), lease.version(), renewed, clock.instant()));
    }

    @Override
    public void endRenewal(RenewalLease lease) {
        transactions.sql(connection -> new LeaseRows(connection).end(lease));
    }

    @Override
    public List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) {
        return transactions.sql(connection -> new LeaseRows(connection).ending(before, after, limit));
    }

    @Override
    public List<AccountLook> looks(Instant until, int limit) {
        return transactions.sql(connection -> new LookRows(connection).due(until, limit));
    }

    @Override
    public boolean planLook(AccountLook look, Instant next) {
        return transactions.sql(connection -> new LookRows(connection).plan(look, next));
    }

    @Override
    public List<Account> sealedWith(String keyId, Optional<AccountId> after, int limit) {
        return transactions.sql(connection -> Accounts.sealedWith(connection, keyId, after, limit));
    }

    @Override
    public List<Account> withProblem(String code, Optional<AccountId> after, int limit) {
        return transactions.sql(connection -> Accounts.withProblem(connection, code, after, limit));
    }

    @Override
    public boolean remove(WorkspaceId workspace, AccountId id) {
        return transactions.mixed((manager, connection) -> {
            Optional<AccountEntity> entity = entity(manager, workspace, id);
            if (entity.isEmpty()) {
                return false;
            }
            refuseIfInUse(connection, id);
            Sql.update(connection, "DELETE FROM post_account WHERE account_id = ?", in -> in.text(id.value()));
            Sql.update(connection, "DELETE FROM account_queue WHERE account_id = ?", in -> in.text(id.value()));
            AccountNews.tell(connection, entity.get().toRecord(), AccountStatus.DISCONNECTED, clock.instant());
            manager.remove(entity.get());
            manager.flush();
            GrantRows grants = new GrantRows(connection);
            grants.remove(id);
            grants.removeUnused(entity.get().livesBy());
            return true;
        });
    }

    private static void refuseIfInUse(Connection connection, AccountId id) throws SQLException {
        if (Sql.exists(connection, IN_USE, in -> in.text(id.value()).texts(NEED_THE_ACCOUNT))) {
            throw new InUseException(
                    "Posts for the account " + id + " are published or yet to be. Cancel those that are"
                            + " scheduled; an account with published posts can be disconnected but not removed.");
        }
    }

    private static Optional<AccountEntity> entity(EntityManager manager, WorkspaceId workspace, AccountId id) {
        return Optional.ofNullable(manager.find(AccountEntity.class, id.value()))
                .filter(account -> account.isOf(workspace));
    }
}
