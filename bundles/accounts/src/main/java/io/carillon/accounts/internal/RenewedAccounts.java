package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts whose grants will last for the call that they are taken for: one that is about to end is renewed first. A new
 * grant is stored before anybody uses it, since many networks end the old one as they hand it out.
 *
 * <p>Thread-safe. One caller at a time renews an account; the others wait for what comes of it.
 */
@Component(service = AccountSource.class, immediate = true)
public final class RenewedAccounts implements AccountSource {

    /** More than any call may take, with room for trying again when the network can't be reached at first. */
    static final Duration AHEAD = Duration.ofMinutes(10);

    /** How long a network that could not be reached is left alone, as long as the old grant still serves. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RenewedAccounts.class);

    private final AccountBook book;
    private final Publishers publishers;
    private final Clock clock;
    private final Map<AccountId, Renewal> renewals = new ConcurrentHashMap<>();

    /** What is known about renewing one account. */
    private static final class Renewal {

        final ReentrantLock lock = new ReentrantLock();
        Instant notBefore = Instant.MIN;
    }

    @Activate
    public RenewedAccounts(@Reference AccountBook book, @Reference Publishers publishers) {
        this(book, publishers, Clock.systemUTC());
    }

    RenewedAccounts(AccountBook book, Publishers publishers, Clock clock) {
        this.book = book;
        this.publishers = publishers;
        this.clock = clock;
    }

    @Override
    public Optional<Account> withGrant(WorkspaceId workspace, AccountId id) {
        Optional<Account> account = book.withGrant(workspace, id);
        return account.filter(this::isEnding).isPresent() ? renewed(workspace, id) : account;
    }

    @Override
    public void needsReconnect(WorkspaceId workspace, AccountId id, String reason) {
        book.needsReconnect(workspace, id, reason);
    }

    private boolean isEnding(Account account) {
        boolean usable = account.status() == AccountStatus.CONNECTED || account.status() == AccountStatus.EXPIRING;
        return usable
                && account.grant()
                        .expiresAt()
                        .filter(end -> !end.isAfter(clock.instant().plus(AHEAD)))
                        .isPresent();
    }

    private Optional<Account> renewed(WorkspaceId workspace, AccountId id) {
        Renewal renewal = renewals.computeIfAbsent(id, unknown -> new Renewal());
        renewal.lock.lock();
        try {
            // Whoever held the lock before may have done it.
            Optional<Account> account = book.withGrant(workspace, id);
            return account.filter(this::isEnding).isPresent() ? account.map(one -> renew(one, renewal)) : account;
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
