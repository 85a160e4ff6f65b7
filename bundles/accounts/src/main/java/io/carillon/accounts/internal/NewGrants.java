package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets new grants into the database. The old ones may have ended as the networks handed them out, so one that the database
 * does not take is kept in memory and tried on for as long as the server runs. It is not used meanwhile: what is used is in
 * the database, where every server finds it, and which is away just then.
 *
 * <p>There is one for each grant at most: nothing is renewed without the database's word, and what waits here is not
 * renewed again. Safe for many threads.
 */
final class NewGrants {

    /** Whoever waits for a new grant waits for as long as this takes. */
    private static final int TRIES = 3;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Between two tries later; twice as long each time. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(NewGrants.class);

    private final AccountBook book;
    private final Consumer<Account> wake;
    private final Pause pause;
    private final Clock clock;
    private final Map<AccountId, Waiting> waiting = new LinkedHashMap<>();
    private Duration apart = PAUSE;
    private Instant next = Instant.MIN;

    private record Waiting(Renewing renewing, Grant grant) {}

    /** @param wake is told of accounts that can be used again */
    NewGrants(AccountBook book, Consumer<Account> wake, Pause pause, Clock clock) {
        this.book = book;
        this.wake = wake;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Stores a grant.
     *
     * @return the account as it is then; empty if it is gone
     * @throws StoreException if the database does not take it; it is tried on
     */
    Optional<Account> store(Renewing renewing, Grant grant) {
        for (int tries = 1; ; tries++) {
            try {
                return put(renewing, grant);
            } catch (StoreException e) {
                if (tries == TRIES || !pause.of(PAUSE)) {
                    keep(renewing, grant);
                    throw e;
                }
            }
        }
    }

    private Optional<Account> put(Renewing renewing, Grant grant) {
        return book.leases().renew(renewing, grant, wake);
    }

    private synchronized void keep(Renewing renewing, Grant grant) {
        waiting.put(renewing.lease().id(), new Waiting(renewing, grant));
        LOG.error(
                "The database does not take the new grant of account {} on {}; it is kept in memory and tried on. If this"
                        + " server is killed before, the account must be connected again",
                renewing.account().id(),
                renewing.account().platform());
    }

    /**
     * Stores what waits for an account.
     *
     * @return the account as it is then; empty if nothing waits
     * @throws StoreException if the database still does not take it
     */
    synchronized Optional<Account> storeWaiting(AccountId grant) {
        Optional<Waiting> one = Optional.ofNullable(waiting.get(grant));
        Optional<Account> now = one.flatMap(found -> put(found.renewing(), found.grant()));
        waiting.remove(grant);
        return now;
    }

    /** To be called every second or so. */
    synchronized void tryAgain() {
        if (waiting.isEmpty() || clock.instant().isBefore(next)) {
            return;
        }
        try {
            storeAll();
            apart = PAUSE;
        } catch (RuntimeException e) {
            // What is away for one is for all; and were it thrown, nobody would try again.
            LOG.warn(
                    "{} new grants are still not stored; this is tried again in {} s",
                    waiting.size(),
                    apart.toSeconds(),
                    e);
            next = clock.instant().plus(apart);
            Duration longer = apart.multipliedBy(2);
            apart = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
        }
    }

    private void storeAll() {
        for (AccountId grant : List.copyOf(waiting.keySet())) {
            Account account = waiting.get(grant).renewing().account();
            storeWaiting(grant);
            LOG.info("The new grant of account {} on {} is stored", account.id(), account.platform());
        }
    }

    /** The accounts whose new grants are not stored. */
    synchronized List<Account> waiting() {
        return waiting.values().stream().map(one -> one.renewing().account()).toList();
    }

    /**
     * The server stops: tries once more, and tells whose connection it takes along.
     *
     * @return those
     */
    synchronized List<Account> close() {
        try {
            storeAll();
        } catch (StoreException e) {
            waiting()
                    .forEach(account -> LOG.error(
                            "Account {} ({} on {}), and others of its consent, must be connected again: the database did not take its"
                                    + " new grant before this server stopped",
                            account.id(),
                            Standing.oneLine(account.handle()),
                            account.platform()));
        }
        return waiting();
    }
}
