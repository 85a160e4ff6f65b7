package io.carillon.accounts.internal;

import io.carillon.accounts.internal.Renewed.Result;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a network for a new grant, once, or twice where the first answer was lost: many networks take an old refresh token
 * again for a short while, and only after that their word that it has ended is believed. What comes is stored before
 * anybody sees it.
 */
final class NetworkRenewal {

    private static final int STORE_TRIES = 30;
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(NetworkRenewal.class);

    private final AccountBook book;
    private final Publishers publishers;
    private final Pause pause;

    NetworkRenewal(AccountBook book, Publishers publishers, Pause pause) {
        this.book = book;
        this.pause = pause;
        this.publishers = publishers;
    }

    Renewed renew(Renewing renewing) {
        Account account = renewing.account();
        Optional<Publishers.Use<AccountConnector>> use = publishers.useConnector(account.platform());
        if (use.isEmpty()) {
            return new Renewed(Result.NO_PUBLISHER, account);
        }
        return answer(use.get(), account).fold(new RefreshOutcome.Cases<>() {

            @Override
            public Renewed refreshed(RefreshOutcome.Refreshed refreshed) {
                return refreshed.grant().equals(account.grant())
                        ? new Renewed(Result.AS_IT_WAS, account)
                        : stored(renewing, refreshed.grant())
                                .map(now -> new Renewed(Result.RENEWED, now))
                                .orElse(new Renewed(Result.REVOKED, account.withStatus(AccountStatus.DISCONNECTED)));
            }

            @Override
            public Renewed notReached(RefreshOutcome.NotReached notReached) {
                LOG.warn(
                        "The grant of account {} on {}{} could not be renewed yet: {}",
                        account.id(),
                        account.platform(),
                        account.grant()
                                .expiresAt()
                                .map(end -> ", which ends at " + end + ",")
                                .orElse(""),
                        AccountBook.oneLine(notReached.reason()));
                return new Renewed(Result.LATER, account);
            }

            @Override
            public Renewed revoked(RefreshOutcome.Revoked revoked) {
                // Not where it has another grant by now: then an old one was refused, which says nothing.
                book.needsReconnect(account, revoked.reason());
                return book.read(account.workspace(), account.id())
                        .filter(now -> !now.grant().equals(account.grant()))
                        .map(now -> new Renewed(Result.ANOTHER, now))
                        .orElse(new Renewed(Result.REVOKED, account.withStatus(AccountStatus.NEEDS_RECONNECT)));
            }
        });
    }

    /** The old grant may have ended with the answer: a database that is away for a moment must not cost the connection. */
    private Optional<Account> stored(Renewing renewing, Grant grant) {
        for (int tries = 1; ; tries++) {
            try {
                return book.renew(renewing, grant);
            } catch (StoreException e) {
                if (tries == STORE_TRIES || !pause.of(STORE_PAUSE)) {
                    throw e;
                }
            }
        }
    }

    private static RefreshOutcome answer(Publishers.Use<AccountConnector> use, Account account) {
        try (use) {
            RefreshOutcome first = ask(use.service(), account);
            boolean lost = first instanceof RefreshOutcome.NotReached notReached && notReached.mayHaveRenewed();
            return lost ? ask(use.service(), account) : first;
        }
    }

    private static RefreshOutcome ask(AccountConnector connector, Account account) {
        try {
            return connector.refresh(account);
        } catch (RuntimeException e) {
            // Not its message: a publisher's own exceptions may quote what it sent.
            return new RefreshOutcome.NotReached(
                    "The publisher failed (" + e.getClass().getSimpleName() + ").");
        }
    }
}
