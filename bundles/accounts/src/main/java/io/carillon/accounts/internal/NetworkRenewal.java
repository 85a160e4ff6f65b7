package io.carillon.accounts.internal;

import io.carillon.accounts.internal.Renewed.Result;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Grant;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final Consent consent;
    private final Pause pause;

    /** Refreshes what an OAuth consent gave, which is the same for all networks. */
    interface Consent {

        /** Whether a grant is one of its own. */
        boolean refreshes(Grant grant);

        RefreshOutcome refresh(Account account);

        /** Refreshes none. */
        Consent NONE = new Consent() {

            @Override
            public boolean refreshes(Grant grant) {
                return false;
            }

            @Override
            public RefreshOutcome refresh(Account account) {
                return new RefreshOutcome.Refreshed(account.grant());
            }
        };
    }

    NetworkRenewal(AccountBook book, Publishers publishers, Consent consent, Pause pause) {
        this.book = book;
        this.consent = consent;
        this.pause = pause;
        this.publishers = publishers;
    }

    Renewed renew(Renewing renewing) {
        Account account = renewing.account();
        if (consent.refreshes(account.grant())) {
            return outcome(renewing, twice(() -> consent.refresh(account)));
        }
        Optional<Publishers.Use<AccountConnector>> use = publishers.useConnector(account.platform());
        if (use.isEmpty()) {
            return new Renewed(Result.NO_PUBLISHER, account);
        }
        try (Publishers.Use<AccountConnector> connector = use.get()) {
            return outcome(renewing, twice(() -> connector.service().refresh(account)));
        }
    }

    private Renewed outcome(Renewing renewing, RefreshOutcome outcome) {
        Account account = renewing.account();
        return outcome.fold(new RefreshOutcome.Cases<>() {

            @Override
            public Renewed refreshed(RefreshOutcome.Refreshed refreshed) {
                return refreshed.grant().equals(account.grant())
                        ? new Renewed(Result.AS_IT_WAS, account)
                        : stored(renewing, refreshed.grant())
                                .map(NetworkRenewal.this::granted)
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
                        Standing.oneLine(notReached.reason()));
                return new Renewed(Result.LATER, account);
            }

            @Override
            public Renewed revoked(RefreshOutcome.Revoked revoked) {
                // Not where it has another grant by now: then an old one was refused, which says nothing.
                book.standing().needsReconnect(account, revoked.reason());
                return book.read(account.workspace(), account.id())
                        .filter(now -> !now.grant().equals(account.grant()))
                        .map(now -> new Renewed(Result.ANOTHER, now))
                        .orElse(new Renewed(Result.REVOKED, account.withStatus(AccountStatus.NEEDS_RECONNECT)));
            }
        });
    }

    /** A network may grant less with every refresh; what it grants is known of the account. */
    private Account granted(Account account) {
        Optional<String> scope = account.grant().secret(OAuth2Grant.SCOPE);
        Optional<String> known = Optional.ofNullable(account.settings().get(Identity.GRANTED_SCOPES));
        if (!consent.refreshes(account.grant()) || scope.isEmpty() || known.isEmpty() || scope.equals(known)) {
            return account;
        }
        return book.change(account.workspace(), account.id(), now -> {
                    Map<String, String> settings = new HashMap<>(now.settings());
                    settings.put(Identity.GRANTED_SCOPES, scope.get());
                    return now.withSettings(settings);
                })
                .map(now -> now.withGrant(account.grant()))
                .orElse(account);
    }

    /** The old grant may have ended with the answer: a database that is away for a moment must not cost the connection. */
    private Optional<Account> stored(Renewing renewing, Grant grant) {
        for (int tries = 1; ; tries++) {
            try {
                return book.leases().renew(renewing, grant);
            } catch (StoreException e) {
                if (tries == STORE_TRIES || !pause.of(STORE_PAUSE)) {
                    throw e;
                }
            }
        }
    }

    private static RefreshOutcome twice(Supplier<RefreshOutcome> question) {
        RefreshOutcome first = ask(question);
        boolean lost = first instanceof RefreshOutcome.NotReached notReached && notReached.mayHaveRenewed();
        return lost ? ask(question) : first;
    }

    private static RefreshOutcome ask(Supplier<RefreshOutcome> question) {
        try {
            return question.get();
        } catch (RuntimeException e) {
            // Not its message: a publisher's own exceptions may quote what it sent.
            return new RefreshOutcome.NotReached(
                    "The publisher failed (" + e.getClass().getSimpleName() + ").");
        }
    }
}
