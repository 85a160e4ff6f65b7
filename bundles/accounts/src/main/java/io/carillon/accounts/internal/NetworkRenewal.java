package io.carillon.accounts.internal;

import io.carillon.accounts.internal.Renewed.Result;
import io.carillon.api.model.Account;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.publisher.RefreshOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.StoreException;
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

    private static final Logger LOG = LoggerFactory.getLogger(NetworkRenewal.class);

    private final AccountBook book;
    private final Publishers publishers;
    private final Consent consent;
    private final NewGrants newGrants;

    /** Refreshes what an OAuth consent gave, which is the same for all networks. */
    interface Consent {

        /** Whether a grant is one of its own. */
        boolean refreshes(Grant grant);

        RefreshOutcome refresh(Account account);
    }

    NetworkRenewal(AccountBook book, Publishers publishers, Consent consent, NewGrants newGrants) {
        this.book = book;
        this.consent = consent;
        this.newGrants = newGrants;
        this.publishers = publishers;
    }

    Renewed renew(Renewing renewing) {
        Account account = renewing.account();
        try {
            Optional<Account> stored = newGrants.storeWaiting(renewing.lease().id());
            if (stored.isPresent()) {
                return new Renewed(Result.RENEWED, stored.get());
            }
        } catch (StoreException e) {
            // The network has taken the old grant already: it is not to be shown to it again.
            return new Renewed(Result.LATER, account);
        }
        return ask(renewing);
    }

    private Renewed ask(Renewing renewing) {
        Account account = renewing.account();
        if (consent.refreshes(account.grant())) {
            Account asked = account.withGrant(renewing.grant());
            return outcome(renewing, asked, twice(() -> consent.refresh(asked)));
        }
        Optional<Publishers.Use<AccountConnector>> use = publishers.use(AccountConnector.class, account.platform());
        if (use.isEmpty()) {
            return new Renewed(Result.NO_PUBLISHER, account);
        }
        try (Publishers.Use<AccountConnector> connector = use.get()) {
            return outcome(renewing, account, twice(() -> connector.service().refresh(account)));
        }
    }

    /** @param asked the account as it was asked about */
    private Renewed outcome(Renewing renewing, Account asked, RefreshOutcome outcome) {
        Account account = renewing.account();
        return outcome.fold(new RefreshOutcome.Cases<>() {

            @Override
            public Renewed refreshed(RefreshOutcome.Refreshed refreshed) {
                return refreshed.grant().equals(asked.grant())
                        ? new Renewed(Result.AS_IT_WAS, account)
                        : stored(renewing, renewing.parts().renewedOf(refreshed.grant()));
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
                book.standing().ended(renewing, revoked.reason());
                return book.read(account.workspace(), account.id())
                        .filter(now -> !now.grant().equals(account.grant()))
                        .map(now -> new Renewed(Result.ANOTHER, now))
                        .orElse(new Renewed(Result.REVOKED, account.withStatus(AccountStatus.NEEDS_RECONNECT)));
            }
        });
    }

    /** It is used once it is stored, and not before. */
    private Renewed stored(Renewing renewing, Grant grant) {
        Account account = renewing.account();
        try {
            return newGrants
                    .store(renewing, grant)
                    .map(now -> new Renewed(Result.RENEWED, now))
                    .orElse(new Renewed(Result.REVOKED, account.withStatus(AccountStatus.DISCONNECTED)));
        } catch (StoreException e) {
            return new Renewed(Result.LATER, account);
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
