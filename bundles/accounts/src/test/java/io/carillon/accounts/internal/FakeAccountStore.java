package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Rows in memory; it counts the reads that a due post would have to wait for. */
final class FakeAccountStore implements AccountStore {

    final Map<AccountId, Account> rows = new LinkedHashMap<>();
    final Map<AccountId, SealedGrant> grants = new HashMap<>();
    final Set<AccountId> published = new HashSet<>();
    private static final Comparator<EndingGrant> BY_END =
            Comparator.comparing(EndingGrant::expiresAt).thenComparing(EndingGrant::account);

    private final Map<AccountId, Instant> storedAt = new HashMap<>();
    private final Map<AccountId, Long> versions = new HashMap<>();
    private final Map<AccountId, Long> leases = new HashMap<>();
    private final Map<AccountId, Instant> leasedUntil = new HashMap<>();
    private final Clock clock;
    Runnable duringGrant = () -> {};
    /** Runs once. */
    volatile Runnable duringUpdate = () -> {};

    int reads;
    int failingPuts;

    /** Its leases do not end. */
    FakeAccountStore() {
        this(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    /** @param clock that ends leases */
    FakeAccountStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void add(Account account, Optional<SealedGrant> grant) {
        rows.put(account.id(), account);
        grant.ifPresent(one -> putGrant(account.id(), one));
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
    public synchronized void putGrant(AccountId account, SealedGrant grant) {
        versions.merge(account, 1L, Long::sum);
        storedAt.put(account, clock.instant());
        grants.put(account, grant);
    }

    @Override
    public Optional<SealedGrant> grant(AccountId account) {
        Optional<SealedGrant> grant = Optional.ofNullable(grants.get(account));
        duringGrant.run();
        return grant;
    }

    @Override
    public synchronized Optional<RenewalLease> beginRenewal(AccountId account, Duration life) {
        Instant until = leasedUntil.get(account);
        SealedGrant grant = grants.get(account);
        if (grant == null || until != null && until.isAfter(clock.instant())) {
            return Optional.empty();
        }
        leasedUntil.put(account, clock.instant().plus(life));
        long number = leases.merge(account, 1L, Long::sum);
        return Optional.of(new RenewalLease(account, grant, versions.getOrDefault(account, 0L), number));
    }

    @Override
    public synchronized boolean putRenewed(RenewalLease lease, SealedGrant renewed) {
        if (failingPuts-- > 0) {
            throw new StoreException("The database failed", new IOException("gone"));
        }
        if (!grants.containsKey(lease.account()) || versions.getOrDefault(lease.account(), 0L) != lease.version()) {
            return false;
        }
        putGrant(lease.account(), renewed);
        return true;
    }

    @Override
    public synchronized void endRenewal(RenewalLease lease) {
        if (leases.get(lease.account()) == lease.number()) {
            leasedUntil.remove(lease.account());
        }
    }

    @Override
    public synchronized List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) {
        return grants.entrySet().stream()
                .filter(entry -> entry.getValue().expiresAt().isPresent())
                .map(entry -> ending(rows.get(entry.getKey()), entry.getValue()))
                .filter(one -> one.expiresAt().isBefore(before))
                .filter(one -> List.of(AccountStatus.CONNECTED, AccountStatus.EXPIRING)
                        .contains(rows.get(one.account()).status()))
                .sorted(BY_END)
                .filter(one -> after.isEmpty() || BY_END.compare(one, after.get()) > 0)
                .limit(limit)
                .toList();
    }

    private EndingGrant ending(Account account, SealedGrant grant) {
        return new EndingGrant(
                account.workspace(),
                account.id(),
                account.platform(),
                storedAt.get(account.id()),
                grant.expiresAt().orElseThrow());
    }

    @Override
    public List<Account> sealedWith(String keyId, Optional<AccountId> after, int limit) {
        return page(
                account -> Optional.ofNullable(grants.get(account.id()))
                        .filter(grant -> grant.keyId().equals(keyId))
                        .isPresent(),
                after,
                limit);
    }

    @Override
    public List<Account> withProblem(String code, Optional<AccountId> after, int limit) {
        return page(
                account -> account.problem()
                        .filter(problem -> problem.code().equals(code))
                        .isPresent(),
                after,
                limit);
    }

    private List<Account> page(Predicate<Account> which, Optional<AccountId> after, int limit) {
        return rows.values().stream()
                .filter(which)
                .filter(account -> after.isEmpty() || account.id().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(Account::id))
                .limit(limit)
                .toList();
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
