package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Accounts with their opened grants, for a short while: when a post falls due there is no time to read and open them.
 * Bounded in number and time; every change of an account through this server drops it. Safe for many threads.
 */
final class GrantCache {

    static final int MAX_ENTRIES = 2000;

    private record Key(WorkspaceId workspace, AccountId account) {}

    private record Entry(Account account, Instant until) {}

    private final Clock clock;
    private final Duration life;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private long changes;

    GrantCache(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    synchronized Optional<Account> find(WorkspaceId workspace, AccountId id) {
        dropOld();
        return Optional.ofNullable(entries.get(new Key(workspace, id))).map(Entry::account);
    }

    /** To be taken before reading what is then put. */
    synchronized long changes() {
        return changes;
    }

    /** Remembers an account, unless anything was changed since: what was read may be old already. */
    synchronized void put(Account account, long changesBefore) {
        if (changes != changesBefore || life.isZero()) {
            return;
        }
        dropOld();
        Key key = new Key(account.workspace(), account.id());
        entries.remove(key);
        entries.put(key, new Entry(account, clock.instant().plus(life)));
    }

    synchronized void drop(WorkspaceId workspace, AccountId id) {
        changes++;
        entries.remove(new Key(workspace, id));
    }

    /** Forgets what is not to be remembered any longer. The oldest stand first. */
    synchronized void dropOld() {
        Instant now = clock.instant();
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && (!oldest.next().until().isAfter(now) || entries.size() >= MAX_ENTRIES)) {
            oldest.remove();
        }
    }
}
