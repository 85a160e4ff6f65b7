package io.carillon.core;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.AccountLook;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.KeptAccount;
import io.carillon.api.store.KeptAccount.KeptGrant;
import io.carillon.api.store.RenewalLease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Accounts and their grants in memory. Beside what a store can do, it takes rows as tests want them to be. */
public class MemoryAccounts implements AccountStore {

    private static final Comparator<EndingGrant> BY_END =
            Comparator.comparing(EndingGrant::expiresAt).thenComparing(EndingGrant::account);

    private final Map<AccountId, AccountRow> accounts = new LinkedHashMap<>();
    private final Map<AccountId, GrantRow> grants = new LinkedHashMap<>();
    private final Map<AccountId, Instant> looks = new HashMap<>();
    private final Clock clock;

    /** Numbers versions and leases of all grants, so that none comes twice. */
    private long numbered;

    /** @param grant that it lives by: its own, or a consent's */
    private record AccountRow(Account account, long version, AccountId grant) {}

    private record GrantRow(KeptGrant grant, Instant storedAt, long lease, Instant leasedUntil) {

        GrantRow leased(long number, Instant until) {
            return new GrantRow(grant, storedAt, number, until);
        }
    }

    /** Its leases do not end. */
    public MemoryAccounts() {
        this(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    /** @param clock that ends leases */
    public MemoryAccounts(Clock clock) {
        this.clock = clock;
    }

    // ---- As tests want them -------------------------------------------------------------------

    /** The accounts as they are kept. */
    public synchronized Map<AccountId, Account> rows() {
        Map<AccountId, Account> rows = new LinkedHashMap<>();
        accounts.forEach((id, row) -> rows.put(id, row.account()));
        return rows;
    }

    /** The grants as they are kept. */
    public synchronized Map<AccountId, SealedGrant> grants() {
        Map<AccountId, SealedGrant> sealed = new LinkedHashMap<>();
        grants.forEach((id, row) -> sealed.put(id, row.grant().sealed()));
        return sealed;
    }

    /** As if somebody had changed it. */
    public synchronized void put(Account account) {
        AccountRow before = accounts.getOrDefault(account.id(), new AccountRow(account, 0, account.id()));
        accounts.put(account.id(), new AccountRow(account, before.version() + 1, before.grant()));
    }

    /** As if somebody had replaced it. */
    public synchronized void putGrant(AccountId id, SealedGrant grant) {
        GrantRow before = grants.get(id);
        grants.put(
                id,
                new GrantRow(
                        new KeptGrant(id, grant, ++numbered),
                        clock.instant(),
                        before == null ? 0 : before.lease(),
                        before == null ? Instant.MIN : before.leasedUntil()));
    }

    // ---- As a store ---------------------------------------------------------------------------

    @Override
    public synchronized void add(Account account, AccountGrants grants) {
        if (accounts.containsKey(account.id())) {
            throw new InUseException("There is an account " + account.id() + " already.");
        }
        requireFree(account);
        put(account.withGrant(Grant.none()));
        live(account.id(), grants);
    }

    private void live(AccountId id, AccountGrants lives) {
        AccountRow row = accounts.get(id);
        lives.own().ifPresentOrElse(one -> putGrant(id, one), () -> grants.remove(id));
        lives.consent()
                .filter(consent -> !grants.containsKey(consent.id()))
                .ifPresent(consent -> putGrant(consent.id(), consent.grant()));
        AccountId grant = lives.consent().map(AccountGrants.Consent::id).orElse(id);
        accounts.put(id, new AccountRow(row.account(), row.version(), grant));
        removeUnused(row.grant());
    }

    private void removeUnused(AccountId grant) {
        if (!accounts.containsKey(grant) && livingBy(grant).isEmpty()) {
            grants.remove(grant);
        }
    }

    private void requireFree(Account account) {
        if (accounts.values().stream().map(AccountRow::account).anyMatch(other -> isAnother(account, other))) {
            throw new InUseException("There is an account that is " + account.handle() + " already.");
        }
    }

    private static boolean isAnother(Account account, Account other) {
        return other.workspace().equals(account.workspace())
                && other.platform().equals(account.platform())
                && other.identity().equals(account.identity())
                && !other.id().equals(account.id());
    }

    @Override
    public synchronized Optional<Account> find(WorkspaceId workspace, AccountId id) {
        return Optional.ofNullable(accounts.get(id)).map(AccountRow::account).filter(account -> account.workspace()
                .equals(workspace));
    }

    @Override
    public List<Account> findAll(WorkspaceId workspace, Collection<AccountId> ids) {
        return ids.stream().flatMap(id -> find(workspace, id).stream()).toList();
    }

    @Override
    public synchronized List<Account> ofIdentity(Platform platform, String identity) {
        return accounts.values().stream()
                .map(AccountRow::account)
                .filter(account -> account.platform().equals(platform)
                        && account.identity().equals(identity))
                .sorted(Comparator.comparing(Account::id))
                .toList();
    }

    @Override
    public synchronized List<Platform> platforms() {
        return accounts.values().stream()
                .map(row -> row.account().platform())
                .distinct()
                .toList();
    }

    @Override
    public synchronized List<Account> list(WorkspaceId workspace) {
        return accounts.values().stream()
                .map(AccountRow::account)
                .filter(account -> account.workspace().equals(workspace))
                .sorted(Comparator.comparing(Account::platform)
                        .thenComparing(Account::handle)
                        .thenComparing(Account::id))
                .toList();
    }

    @Override
    public synchronized Optional<KeptAccount> read(WorkspaceId workspace, AccountId id) {
        return find(workspace, id)
                .map(account -> new KeptAccount(
                        account,
                        accounts.get(id).version(),
                        keptGrant(id),
                        keptGrant(accounts.get(id).grant())
                                .filter(grant -> !grant.id().equals(id))));
    }

    private Optional<KeptGrant> keptGrant(AccountId id) {
        return Optional.ofNullable(grants.get(id)).map(GrantRow::grant);
    }

    @Override
    public synchronized boolean change(KeptAccount before, Account after) {
        if (!read(after.workspace(), after.id()).equals(Optional.of(before))) {
            return false;
        }
        requireFree(after);
        put(after.withGrant(Grant.none()));
        return true;
    }

    @Override
    public synchronized boolean change(KeptAccount before, Account after, AccountGrants lives) {
        boolean changed = change(before, after);
        if (changed) {
            live(after.id(), lives);
        }
        return changed;
    }

    @Override
    public synchronized List<Account> livingBy(AccountId consent) {
        return accounts.values().stream()
                .filter(row -> row.grant().equals(consent))
                .map(AccountRow::account)
                .sorted(Comparator.comparing(Account::id))
                .toList();
    }

    private Optional<GrantRow> renewed(AccountId account) {
        return Optional.ofNullable(accounts.get(account)).map(row -> grants.get(row.grant()));
    }

    @Override
    public synchronized Optional<SealedGrant> grant(AccountId account) {
        return renewed(account).map(row -> row.grant().sealed());
    }

    @Override
    public synchronized Optional<RenewalLease> beginRenewal(AccountId account, Duration life) {
        return renewed(account)
                .filter(row -> !row.leasedUntil().isAfter(clock.instant()))
                .map(row -> row.leased(++numbered, clock.instant().plus(life)))
                .map(row -> {
                    KeptGrant grant = row.grant();
                    grants.put(grant.id(), row);
                    return new RenewalLease(grant.id(), grant.sealed(), grant.version(), row.lease());
                });
    }

    @Override
    public synchronized boolean putRenewed(RenewalLease lease, SealedGrant renewed) {
        boolean same = keptGrant(lease.id())
                .filter(grant -> grant.version() == lease.version())
                .isPresent();
        if (same) {
            putGrant(lease.id(), renewed);
        }
        return same;
    }

    @Override
    public synchronized void endRenewal(RenewalLease lease) {
        grants.computeIfPresent(
                lease.id(), (id, row) -> row.lease() == lease.number() ? row.leased(row.lease(), Instant.MIN) : row);
    }

    @Override
    public synchronized List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) {
        return accounts.values().stream()
                .map(AccountRow::account)
                .filter(account ->
                        account.status() == AccountStatus.CONNECTED || account.status() == AccountStatus.EXPIRING)
                .flatMap(account -> ending(account).stream())
                .filter(one -> one.expiresAt().isBefore(before))
                .sorted(BY_END)
                .filter(one -> after.isEmpty() || BY_END.compare(one, after.get()) > 0)
                .limit(limit)
                .toList();
    }

    private Optional<EndingGrant> ending(Account account) {
        return renewed(account.id()).flatMap(row -> row.grant()
                .sealed()
                .expiresAt()
                .map(end ->
                        new EndingGrant(account.workspace(), account.id(), account.platform(), row.storedAt(), end)));
    }

    @Override
    public synchronized List<AccountLook> looks(Instant until, int limit) {
        return accounts.values().stream()
                .map(AccountRow::account)
                .filter(account ->
                        account.status() == AccountStatus.CONNECTED || account.status() == AccountStatus.EXPIRING)
                .map(account -> new AccountLook(
                        account.workspace(),
                        account.id(),
                        account.platform(),
                        Optional.ofNullable(looks.get(account.id()))))
                .filter(look -> look.at().filter(until::isBefore).isEmpty())
                .sorted(Comparator.comparing((AccountLook look) -> look.at().orElse(Instant.MIN))
                        .thenComparing(AccountLook::account))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean planLook(AccountLook look, Instant next) {
        boolean same = accounts.containsKey(look.account())
                && Optional.ofNullable(looks.get(look.account())).equals(look.at());
        if (same) {
            looks.put(look.account(), next);
        }
        return same;
    }

    @Override
    public synchronized List<Account> sealedWith(String keyId, Optional<AccountId> after, int limit) {
        return page(
                account -> Stream.of(account.id(), accounts.get(account.id()).grant())
                        .flatMap(id -> keptGrant(id).stream())
                        .anyMatch(grant -> grant.sealed().keyId().equals(keyId)),
                after,
                limit);
    }

    @Override
    public synchronized List<Account> withProblem(String code, Optional<AccountId> after, int limit) {
        return page(
                account -> account.problem()
                        .filter(problem -> problem.code().equals(code))
                        .isPresent(),
                after,
                limit);
    }

    private List<Account> page(Predicate<Account> which, Optional<AccountId> after, int limit) {
        return accounts.values().stream()
                .map(AccountRow::account)
                .filter(which)
                .filter(account -> after.isEmpty() || account.id().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(Account::id))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean remove(WorkspaceId workspace, AccountId id) {
        boolean found = find(workspace, id).isPresent();
        if (found) {
            AccountId grant = accounts.remove(id).grant();
            grants.remove(id);
            looks.remove(id);
            removeUnused(grant);
        }
        return found;
    }
}
