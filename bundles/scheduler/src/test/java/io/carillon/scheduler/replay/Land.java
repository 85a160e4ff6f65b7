package io.carillon.scheduler.replay;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.MissedPolicy;
import io.carillon.api.publisher.DoubtClass;
import io.carillon.core.store.InMemoryNodeStore;
import io.carillon.core.store.InMemoryPostStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What all servers of one replay have in common: time, the weather, the store, the networks and the accounts. */
final class Land {

    final long seed;
    final Broken broken;
    final Story story = new Story();
    final Stage stage;
    final Weather weather;
    final InMemoryPostStore store = new InMemoryPostStore();
    final Ledger ledger = new Ledger();
    final Reach reach;
    final List<Bell> bells;
    final MissedPolicy missed;

    /** Present where several servers share the store. */
    final Optional<InMemoryNodeStore> nodes;

    private final Map<AccountId, Account> accounts = new HashMap<>();
    private boolean vaultLocked;
    private long clockSetAt = -1;
    private int ids;

    Land(long seed, Broken broken) {
        this.seed = seed;
        this.broken = broken;
        stage = new Stage(new Random(seed * 7919 + 2), story);
        story.readTime(stage.time()::nanoTime);
        weather = new Weather(seed);
        reach = new Reach(store, ledger, story, broken);
        bells = List.of(
                new Bell("keyed", DoubtClass.KEYED, Duration.ZERO, story),
                new Bell("readable", DoubtClass.READABLE, Duration.ZERO, story),
                new Bell("uploads", DoubtClass.READABLE, Duration.ofMinutes(2), story),
                new Bell("probe", DoubtClass.PROBE, Duration.ZERO, story),
                new Bell("none", DoubtClass.NONE, Duration.ZERO, story));
        bells.forEach(bell -> put(Account.of(bell.platform(), "@creator", "Creator", Grant.oauthToken("token"))));
        nodes = weather.chance(0.5) ? Optional.of(new InMemoryNodeStore(stage.time())) : Optional.empty();
        missed = weather.chance(0.3) ? new MissedPolicy(MissedPolicy.Rule.HOLD, Duration.ZERO) : MissedPolicy.DEFAULT;
    }

    private void put(Account account) {
        accounts.put(account.id(), account);
    }

    Account accountOn(Bell bell) {
        return accounts.values().stream()
                .filter(account -> account.platform().equals(bell.platform()))
                .findFirst()
                .orElseThrow();
    }

    Optional<Account> account(AccountId id) {
        if (vaultLocked) {
            throw new IllegalStateException("The vault is locked");
        }
        return Optional.ofNullable(accounts.get(id));
    }

    void lockVault(boolean value) {
        vaultLocked = value;
        story.tell("vault " + (value ? "locked" : "open"));
    }

    void needsReconnect(AccountId id) {
        put(accounts.get(id).withStatus(AccountStatus.NEEDS_RECONNECT));
        story.tell("account " + id + " needs its owner");
    }

    /** @return whether it was needed */
    boolean reconnect(AccountId id) {
        boolean needed = accounts.get(id).status() == AccountStatus.NEEDS_RECONNECT;
        put(accounts.get(id).withStatus(AccountStatus.CONNECTED));
        return needed;
    }

    void clockWasSet() {
        clockSetAt = stage.time().nanoTime();
    }

    boolean isClockSet() {
        return clockSetAt >= 0;
    }

    /** Whether it was set after a check, in the gap before the request. */
    boolean isClockSetSince(long nanos) {
        return clockSetAt >= nanos;
    }

    String freshId() {
        return "t" + ++ids;
    }
}
