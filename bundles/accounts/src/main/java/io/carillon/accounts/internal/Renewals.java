package io.carillon.accounts.internal;

import io.carillon.accounts.internal.Renewed.Result;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.EndingGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts whose grants will last for the call that they are taken for. One that ends soon is renewed beside the call,
 * which so loses no time; only where it would not outlive the call, the call waits. A new grant is stored before anybody
 * uses it, since many networks end the old one as they hand it out.
 *
 * <p>Thread-safe. Of an account, one renewal is made at a time: on this server by a lock, among servers by a lease in the
 * store. Who comes second takes what the first has made of it.
 */
final class Renewals {

    /** What ends sooner is renewed: posts are prepared and sent within this time, with room for trying again. */
    static final Duration AHEAD = Duration.ofMinutes(15);

    /** What ends sooner is not used any more: more than one call may take. */
    static final Duration NEEDED = Duration.ofMinutes(2);

    /**
     * How long a network that could not be reached is left alone, as long as the old grant still serves; twice as long
     * with each further time, up to eight times.
     */
    static final Duration PAUSE = Duration.ofSeconds(30);

    /** How long is waited for another server that renews; after that the old grant has to do, or the call is repeated. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Between two looks whether the other server has it. */
    static final Duration LOOK = Duration.ofMillis(100);

    /** So long before its end an account is marked whose grant cannot be renewed. */
    static final Duration WARNED = Duration.ofHours(25);

    /** Until a network is asked again to renew ahead a grant about which nothing could be renewed. */
    static final Duration ASK_AGAIN = Duration.ofHours(1);

    /** Stores keep microseconds. */
    private static final Duration ROUNDED = Duration.ofMillis(1);

    private static final int DOUBLINGS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final AccountBook book;
    private final NetworkRenewal network;
    private final Clock clock;
    private final Executor beside;
    private final Pause pause;
    private final Map<AccountId, Renewal> renewals = new ConcurrentHashMap<>();

    /** What this server knows about renewing one account. */
    private static final class Renewal {

        final ReentrantLock lock = new ReentrantLock();
        final AtomicBoolean queued = new AtomicBoolean();

        /** Under the lock. */
        Instant notBefore = Instant.MIN;

        /** Under the lock: how often in a row the network could not be reached. */
        int failures;

        /** Under the lock: a grant about which nothing could be renewed is not asked about ahead before. */
        Instant notAheadBefore = Instant.MIN;

        /** Under the lock: the grant that came of renewing one that was refused. */
        Optional<Fingerprint> lastResort = Optional.empty();
    }

    /** Where connectors renew everything. */
    Renewals(AccountBook book, Publishers publishers, Executor beside, Pause pause, Clock clock) {
        this(book, new NetworkRenewal(book, publishers, NetworkRenewal.Consent.NONE, pause), beside, pause, clock);
    }

    Renewals(AccountBook book, NetworkRenewal network, Executor beside, Pause pause, Clock clock) {
        this.book = book;
        this.network = network;
        this.beside = beside;
        this.pause = pause;
        this.clock = clock;
    }

    /** Finds an account with a grant that lasts, as far as its network can be reached. */
    Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        Optional<Account> account = book.withGrant(workspace, id);
        if (account.filter(one -> endsWithin(one, NEEDED)).isPresent()) {
            return renewed(account.get(), PATIENCE);
        }
        account.filter(one -> endsWithin(one, AHEAD)).ifPresent(this::renewBeside);
        return account;
    }

    /**
     * The network refused a grant that should have lasted: its clock may differ, or it may have been ended there. It is
     * renewed once.
     *
     * @return whether the account has another grant by now, or could not be renewed for the moment
     */
    boolean renewRefused(Account used) {
        if (used.grant().equals(Grant.none())) {
            return false;
        }
        Renewal renewal = renewal(used.id());
        renewal.lock.lock();
        try {
            Predicate<Account> wanted =
                    now -> Standing.isUsable(now) && now.grant().equals(used.grant());
            Optional<Account> now = book.read(used.workspace(), used.id());
            if (now.filter(wanted).isEmpty()) {
                return now.filter(Standing::isUsable).isPresent();
            }
            // Whoever held the lock before may have found that it does not help, or cannot be done now.
            if (renewal.lastResort.equals(Optional.of(Fingerprint.of(used.grant())))) {
                return false;
            }
            if (clock.instant().isBefore(renewal.notBefore)) {
                return true;
            }
            return renew(used, wanted, PATIENCE, renewal)
                    .filter(one -> isWorthAnotherTry(one, renewal))
                    .isPresent();
        } finally {
            renewal.lock.unlock();
        }
    }

    private static boolean isWorthAnotherTry(Renewed renewed, Renewal renewal) {
        if (renewed.result() == Result.RENEWED) {
            renewal.lastResort = Optional.of(Fingerprint.of(renewed.account().grant()));
        }
        return switch (renewed.result()) {
            case RENEWED, ANOTHER, LATER -> true;
            case AS_IT_WAS, NO_PUBLISHER, REVOKED -> false;
        };
    }

    /** Renews a grant although nothing needs it, unless it was renewed meanwhile or another server is at it. */
    void renewAhead(EndingGrant grant) {
        Renewal renewal = renewal(grant.account());
        renewal.lock.lock();
        try {
            Instant now = clock.instant();
            if (now.isBefore(renewal.notBefore) || now.isBefore(renewal.notAheadBefore)) {
                return;
            }
            Optional<Account> account = book.find(grant.workspace(), grant.account());
            Predicate<Account> wanted = one -> Standing.isUsable(one)
                    && one.grant()
                            .expiresAt()
                            .filter(end -> !end.isAfter(grant.expiresAt().plus(ROUNDED)))
                            .isPresent();
            account.ifPresent(one -> renew(one, wanted, Duration.ZERO, renewal));
        } finally {
            renewal.lock.unlock();
        }
    }

    private void renewBeside(Account account) {
        Renewal renewal = renewal(account.id());
        if (!renewal.queued.compareAndSet(false, true)) {
            return;
        }
        try {
            beside.execute(() -> {
                renewal.queued.set(false);
                tryToRenew(account);
            });
        } catch (RejectedExecutionException e) {
            // The server is stopping; the next one renews it.
            renewal.queued.set(false);
        }
    }

    private void tryToRenew(Account account) {
        try {
            renewed(account, Duration.ZERO);
        } catch (RuntimeException e) {
            // Nobody waits for it, and the next use of the account tries again.
            LOG.warn("The grant of account {} could not be renewed", account.id(), e);
        }
    }

    private Renewal renewal(AccountId id) {
        return renewals.computeIfAbsent(id, unknown -> new Renewal());
    }

    private boolean endsWithin(Account account, Duration time) {
        return Standing.isUsable(account)
                && account.grant()
                        .expiresAt()
                        .filter(end -> !end.isAfter(clock.instant().plus(time)))
                        .isPresent();
    }

    /** @param patience for another server that is at it */
    private Optional<Account> renewed(Account account, Duration patience) {
        Renewal renewal = renewal(account.id());
        renewal.lock.lock();
        try {
            // Whoever held the lock before may have done it.
            Optional<Account> known = book.withGrant(account.workspace(), account.id());
            if (known.filter(one -> isToBeRenewed(one, renewal)).isEmpty()) {
                return known;
            }
            return renew(known.get(), one -> endsWithin(one, AHEAD), patience, renewal)
                    .map(Renewed::account);
        } finally {
            renewal.lock.unlock();
        }
    }

    private boolean isToBeRenewed(Account account, Renewal renewal) {
        return endsWithin(account, AHEAD)
                && (endsWithin(account, Duration.ZERO) || !clock.instant().isBefore(renewal.notBefore));
    }

    /**
     * Renews an account as soon as no other server does, unless it is not needed any more then. Under the account's lock.
     *
     * @param wanted whether an account as it is now is still to be renewed
     * @return empty if the account is gone
     */
    private Optional<Renewed> renew(Account known, Predicate<Account> wanted, Duration patience, Renewal renewal) {
        Instant begun = clock.instant();
        while (true) {
            Optional<Renewing> mine = book.leases().begin(known.workspace(), known.id());
            if (mine.isPresent()) {
                return Optional.of(renew(mine.get(), wanted, renewal));
            }
            Optional<Account> now = book.read(known.workspace(), known.id());
            boolean goOn =
                    now.filter(wanted).isPresent() && clock.instant().isBefore(begun.plus(patience)) && pause.of(LOOK);
            if (!goOn) {
                return now.map(one -> outcome(one, wanted));
            }
        }
    }

    private static Renewed outcome(Account now, Predicate<Account> wanted) {
        Result result = !Standing.isUsable(now) ? Result.REVOKED : wanted.test(now) ? Result.LATER : Result.ANOTHER;
        return new Renewed(result, now);
    }

    private Renewed renew(Renewing mine, Predicate<Account> wanted, Renewal renewal) {
        try {
            if (!wanted.test(mine.account())) {
                return outcome(mine.account(), wanted);
            }
            Renewed renewed = network.renew(mine);
            remember(renewed.result(), renewal);
            warn(renewed);
            return renewed;
        } finally {
            book.leases().end(mine);
        }
    }

    private void remember(Result result, Renewal renewal) {
        if (result == Result.LATER) {
            Duration longer = PAUSE.multipliedBy(1L << Math.min(renewal.failures++, DOUBLINGS));
            renewal.notBefore = clock.instant().plus(longer);
        } else {
            renewal.failures = 0;
            renewal.notAheadBefore = clock.instant().plus(result == Result.AS_IT_WAS ? ASK_AGAIN : Duration.ZERO);
        }
    }

    /** The owner learns in time that the consent ends, and no longer once it does not. */
    private void warn(Renewed renewed) {
        switch (renewed.result()) {
            case AS_IT_WAS -> {
                if (endsWithin(renewed.account(), WARNED)) {
                    book.standing()
                            .setExpiring(renewed.account(), "cannot be renewed. Connect the account again before.");
                }
            }
            case LATER, NO_PUBLISHER -> {
                // It was tried since well before: whatever keeps it from being renewed is for somebody to look at.
                if (endsWithin(renewed.account(), NEEDED)) {
                    book.standing()
                            .setExpiring(
                                    renewed.account(),
                                    "could not be renewed so far; it is tried on. If that lasts, look at the server's log and at"
                                            + " the developer app, or connect the account again.");
                }
            }
            case RENEWED -> book.standing().setLasting(renewed.account());
            case ANOTHER, REVOKED -> {}
        }
    }
}
