package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews grants that are about to end, beside whatever needs them: a network that is slow to renew delays nobody. Of an
 * account, one renewal runs at a time. Thread-safe.
 */
final class Renewals {

    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

    /** More than preparing and publishing a post takes together. */
    static final Duration AHEAD = Duration.ofMinutes(15);

    /** How long to leave a network alone that could not be asked. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final AccountBook book;
    private final Publishers publishers;
    private final Executor executor;
    private final Clock clock;

    /** Until when an account is not renewed: far ahead while it is being renewed. */
    private final Map<AccountId, Instant> notBefore = new ConcurrentHashMap<>();

    Renewals(AccountBook book, Publishers publishers, Executor executor, Clock clock) {
        this.book = book;
        this.publishers = publishers;
        this.executor = executor;
        this.clock = clock;
    }

    /** Starts a renewal if the account's grant ends soon, or has ended; returns at once. */
    void consider(Account account) {
        if (!endsSoon(account) || !begin(account.id())) {
            return;
        }
        try {
            executor.execute(() -> renew(account));
        } catch (RejectedExecutionException e) {
            // The server is stopping.
            notBefore.remove(account.id());
        }
    }

    private boolean endsSoon(Account account) {
        return account.status() != AccountStatus.DISCONNECTED
                && account.status() != AccountStatus.NEEDS_RECONNECT
                && account.grant()
                        .expiresAt()
                        .filter(end -> end.isBefore(clock.instant().plus(AHEAD)))
                        .isPresent();
    }

    private boolean begin(AccountId id) {
        boolean[] first = {false};
        notBefore.compute(id, (key, until) -> {
            first[0] = until == null || !until.isAfter(clock.instant());
            return first[0] ? Instant.MAX : until;
        });
        return first[0];
    }

    private void renew(Account asked) {
        Instant again = clock.instant().plus(PAUSE);
        try {
            // Another server, or its owner, may have renewed it meanwhile.
            Optional<Account> now = book.afresh(asked.workspace(), asked.id()).filter(this::endsSoon);
            if (now.isPresent()) {
                renewed(now.get());
            }
        } catch (RuntimeException e) {
            // Not its message: a publisher's own exceptions may quote what it sent.
            LOG.warn(
                    "The grant of account {} could not be renewed because of an error ({})",
                    asked.id(),
                    e.getClass().getName());
        } finally {
            notBefore.put(asked.id(), again);
        }
    }

    private void renewed(Account account) {
        Optional<Publishers.Use<AccountConnector>> use = publishers.useConnector(account.platform());
        if (use.isEmpty()) {
            return;
        }
        RefreshOutcome outcome;
        try (Publishers.Use<AccountConnector> connector = use.get()) {
            outcome = connector.service().refresh(account);
        }
        if (outcome instanceof RefreshOutcome.Refreshed refreshed) {
            book.renew(account, refreshed.grant());
        } else if (outcome instanceof RefreshOutcome.Revoked revoked) {
            book.needsReconnect(account.workspace(), account.id(), revoked.reason());
        } else if (outcome instanceof RefreshOutcome.NotReached trouble) {
            LOG.warn("The grant of account {} could not be renewed yet: {}", account.id(), trouble.reason());
        }
    }
}
