package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.Publishers;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts whose grants will last for the call that they are taken for. One that ends soon is renewed beside the call,
 * which so loses no time; only where it would not outlive the call, the call waits. A new grant is stored before anybody
 * uses it, since many networks end the old one as they hand it out.
 *
 * <p>Thread-safe. Of an account, one renewal is made at a time.
 */
final class Renewals {

    /** What ends sooner is renewed: posts are prepared and sent within this time, with room for trying again. */
    static final Duration AHEAD = Duration.ofMinutes(15);

    /** What ends sooner is not used any more: more than one call may take. */
    static final Duration NEEDED = Duration.ofMinutes(2);

    /** How long a network that could not be reached is left alone, as long as the old grant still serves. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    private final AccountBook book;
    private final Publishers publishers;
    private final Clock clock;
    private final Executor beside;
    private final Map<AccountId, Renewal> renewals = new ConcurrentHashMap<>();

    /** What is known about renewing one account. */
    private static final class Renewal {

        final ReentrantLock lock = new ReentrantLock();
        final AtomicBoolean queued = new AtomicBoolean();

        /** Under the lock. */
        Instant notBefore = Instant.MIN;

        /** Under the lock: the grant that came of renewing one that was refused. */
        Optional<Grant> lastResort = Optional.empty();
    }

    Renewals(AccountBook book, Publishers publishers, Executor beside, Clock clock) {
        this.book = book;
        this.publishers = publishers;
        this.beside = beside;
        this.clock = clock;
    }

    /** Finds an account with a grant that lasts, as far as its network can be reached. */
    Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        Optional<Account> account = book.withGrant(workspace, id);
        if (account.filter(one -> endsWithin(one, NEEDED)).isPresent()) {
            return renewed(workspace, id);
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
        Renewal renewal = renewal(used.id());
        renewal.lock.lock();
        try {
            Optional<Account> now = book.withGrant(used.workspace(), used.id());
            if (now.isEmpty() || !isUsable(now.get())) {
                return false;
            }
            // Whoever held the lock before may have done it, or found that it cannot be done now or ever.
            boolean another = !now.get().grant().equals(used.grant());
            boolean paused = clock.instant().isBefore(renewal.notBefore);
            boolean refusedAgain = renewal.lastResort.equals(Optional.of(used.grant()));
            return another || !refusedAgain && (paused || askToReplace(used, renewal));
        } finally {
            renewal.lock.unlock();
        }
    }

    private boolean askToReplace(Account used, Renewal renewal) {
        Optional<Publishers.Use<AccountConnector>> use = publishers.useConnector(used.platform());
        if (use.isEmpty()) {
            return false;
        }
        return ask(use.get(), used).fold(new RefreshOutcome.Cases<>() {

            @Override
            public Boolean refreshed(RefreshOutcome.Refreshed refreshed) {
                if (refreshed.grant().equals(used.grant())) {
                    // Nothing about it can be renewed.
                    return false;
                }
                renewal.lastResort = Optional.of(store(used, refreshed).grant());
                return true;
            }

            @Override
            public Boolean notReached(RefreshOutcome.NotReached notReached) {
                renewal.notBefore = clock.instant().plus(PAUSE);
                return true;
            }

            @Override
            public Boolean revoked(RefreshOutcome.Revoked revoked) {
                book.needsReconnect(used, revoked.reason());
                return false;
            }
        });
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
            renewed(account.workspace(), account.id());
        } catch (RuntimeException e) {
            // Nobody waits for it, and the next use of the account tries again.
            LOG.warn("The grant of account {} could not be renewed", account.id(), e);
        }
    }

    private Renewal renewal(AccountId id) {
        return renewals.computeIfAbsent(id, unknown -> new Renewal());
    }

    private boolean endsWithin(Account account, Duration time) {
        return isUsable(account)
                && account.grant()
                        .expiresAt()
                        .filter(end -> !end.isAfter(clock.instant().plus(time)))
                        .isPresent();
    }

    private static boolean isUsable(Account account) {
        return account.status() == AccountStatus.CONNECTED || account.status() == AccountStatus.EXPIRING;
    }

    private Optional<Account> renewed(WorkspaceId workspace, AccountId id) {
        Renewal renewal = renewal(id);
        renewal.lock.lock();
        try {
            // Whoever held the lock before may have done it.
            Optional<Account> account = book.withGrant(workspace, id);
            return account.map(one -> endsWithin(one, AHEAD) ? renew(one, renewal) : one);
        } finally {
            renewal.lock.unlock();
        }
    }

    private Account renew(Account account, Renewal renewal) {
        Instant now = clock.instant();
        boolean ended =
                account.grant().expiresAt().filter(end -> !end.isAfter(now)).isPresent();
        if (!ended && now.isBefore(renewal.notBefore)) {
            return account;
        }
        Optional<Publishers.Use<AccountConnector>> use = publishers.useConnector(account.platform());
        if (use.isEmpty()) {
            return account;
        }
        return ask(use.get(), account).fold(new RefreshOutcome.Cases<>() {

            @Override
            public Account refreshed(RefreshOutcome.Refreshed refreshed) {
                return store(account, refreshed);
            }

            @Override
            public Account notReached(RefreshOutcome.NotReached notReached) {
                renewal.notBefore = now.plus(PAUSE);
                LOG.warn(
                        "The grant of account {} on {} ends at {} and could not be renewed yet: {}",
                        account.id(),
                        account.platform(),
                        account.grant().expiresAt().orElseThrow(),
                        AccountBook.oneLine(notReached.reason()));
                return account;
            }

            @Override
            public Account revoked(RefreshOutcome.Revoked revoked) {
                book.needsReconnect(account.workspace(), account.id(), revoked.reason());
                return account.withStatus(AccountStatus.NEEDS_RECONNECT);
            }
        });
    }

    private static RefreshOutcome ask(Publishers.Use<AccountConnector> use, Account account) {
        try (use) {
            return use.service().refresh(account);
        } catch (RuntimeException e) {
            // Not its message: a publisher's own exceptions may quote what it sent.
            return new RefreshOutcome.NotReached(
                    "The publisher failed (" + e.getClass().getSimpleName() + ").");
        }
    }

    /** What was connected anew meanwhile stays as it is. */
    private Account store(Account before, RefreshOutcome.Refreshed refreshed) {
        return book.renew(before, refreshed.grant())
                .or(() -> book.withGrant(before.workspace(), before.id()))
                .orElse(before);
    }
}
