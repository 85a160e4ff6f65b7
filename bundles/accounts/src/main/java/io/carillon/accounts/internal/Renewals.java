package io.carillon.accounts.internal;

import io.carillon.accounts.internal.Renewed.Result;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EndingGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

    /** What ends sooner is not used any more: more than one call may take. */
    static final Duration NEEDED = Duration.ofMinutes(2);

    /** How long is waited for another server that renews; after that the old grant has to do, or the call is repeated. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Between two looks whether the other server has it. */
    static final Duration LOOK = Duration.ofMillis(100);

    /** Stores keep microseconds. */
    private static final Duration ROUNDED = Duration.ofMillis(1);

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final AccountBook book;
    private final NetworkRenewal network;
    private final Clock clock;
    private final Executor beside;
    private final Pause pause;
    private final EndWarnings warnings;
    private final Map<AccountId, Renewal> renewals = new ConcurrentHashMap<>();

    Renewals(AccountBook book, NetworkRenewal network, Executor beside, Pause pause, Clock clock) {
        this.book = book;
        this.network = network;
        this.beside = beside;
        this.pause = pause;
        this.clock = clock;
        warnings = new EndWarnings(book.standing(), clock);
    }

    /** Finds an account with a grant that lasts, as far as its network can be reached. */
    Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        Optional<Account> account = book.withGrant(workspace, id);
        if (account.filter(one -> endsWithin(one, NEEDED)).isPresent()) {
            return renewed(account.get(), PATIENCE);
        }
        account.filter(one -> endsWithin(one, renewal(id).ahead())).ifPresent(this::renewBeside);
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
            if (renewal.isLastResort(used.grant())) {
                return false;
            }
            if (!renewal.isTimeToTry(clock.instant())) {
                return true;
            }
            return renew(used, wanted, PATIENCE, renewal, Optional.empty())
                    .filter(renewal::isWorthAnotherTry)
                    .isPresent();
        } finally {
            renewal.lock.unlock();
        }
    }

    /** Renews a grant although nothing needs it, unless it was renewed meanwhile or another server is at it. */
    void renewAhead(EndingGrant grant) {
        Renewal renewal = renewal(grant.account());
        renewal.lock.lock();
        try {
            if (!renewal.isTimeToTryAhead(clock.instant())) {
                return;
            }
            Optional<Account> account = book.find(grant.workspace(), grant.account());
            Predicate<Account> wanted = one -> Standing.isUsable(one)
                    && one.grant()
                            .expiresAt()
                            .filter(end -> !end.isAfter(grant.expiresAt().plus(ROUNDED)))
                            .isPresent();
            Duration life = Duration.between(grant.storedAt(), grant.expiresAt());
            account.ifPresent(one -> renew(one, wanted, Duration.ZERO, renewal, Optional.of(life)));
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
        return Standing.endsBefore(account, clock.instant().plus(time));
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
            return renew(known.get(), one -> endsWithin(one, renewal.ahead()), patience, renewal, Optional.empty())
                    .map(Renewed::account);
        } finally {
            renewal.lock.unlock();
        }
    }

    private boolean isToBeRenewed(Account account, Renewal renewal) {
        return endsWithin(account, renewal.ahead())
                && (endsWithin(account, Duration.ZERO) || renewal.isTimeToTry(clock.instant()));
    }

    /**
     * Renews an account as soon as no other server does, unless it is not needed any more then. Under the account's lock.
     *
     * @param wanted whether an account as it is now is still to be renewed
     * @param life of its grant, where that is known
     * @return empty if the account is gone
     */
    private Optional<Renewed> renew(
            Account known, Predicate<Account> wanted, Duration patience, Renewal renewal, Optional<Duration> life) {
        Instant begun = clock.instant();
        while (true) {
            Optional<Renewing> mine = book.leases().begin(known.workspace(), known.id());
            if (mine.isPresent()) {
                return Optional.of(renew(mine.get(), wanted, renewal, life));
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

    private Renewed renew(Renewing mine, Predicate<Account> wanted, Renewal renewal, Optional<Duration> life) {
        try {
            if (!wanted.test(mine.account())) {
                return outcome(mine.account(), wanted);
            }
            Renewed renewed = network.renew(mine);
            renewal.came(renewed, clock.instant());
            warnings.tell(renewed, life);
            return renewed;
        } finally {
            book.leases().end(mine);
        }
    }
}
