package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.publisher.LookOutcome;
import io.carillon.api.publisher.spi.AccountConnector;
import io.carillon.api.service.AccountSource;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.AccountLook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks networks how accounts stand, and puts down what is another: limits of a server, a handle, a picture, or that a grant
 * was revoked. A network that cannot be asked changes nothing.
 */
final class Look {

    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final AccountSource accounts;
    private final AccountChanges changes;
    private final Publishers publishers;

    /** @param accounts with grants that last, and whose word on refused ones counts */
    Look(AccountSource accounts, AccountChanges changes, Publishers publishers) {
        this.accounts = accounts;
        this.changes = changes;
        this.publishers = publishers;
    }

    /** @return whether the account need not be asked about for a while */
    boolean at(AccountLook look) {
        Optional<Account> account =
                accounts.withGrant(look.workspace(), look.account()).filter(Standing::isUsable);
        return account.isEmpty() || at(account.get());
    }

    private boolean at(Account account) {
        LookOutcome outcome = ask(account);
        if (outcome instanceof LookOutcome.Revoked revoked && accounts.renewRefused(account)) {
            Optional<Account> renewed = accounts.withGrant(account.workspace(), account.id());
            return renewed.isPresent() && toldOf(renewed.get(), again(account, renewed.get(), revoked));
        }
        return toldOf(account, outcome);
    }

    /** What was not renewed for the moment would be refused again, which says nothing of what it is renewed to later. */
    private LookOutcome again(Account refused, Account renewed, LookOutcome.Revoked revoked) {
        return renewed.grant().equals(refused.grant()) ? new LookOutcome.NotReached(revoked.reason()) : ask(renewed);
    }

    private LookOutcome ask(Account account) {
        Optional<Publishers.Use<AccountConnector>> use = publishers.use(AccountConnector.class, account.platform());
        if (use.isEmpty()) {
            return LookOutcome.Seen.unchanged(account);
        }
        try (Publishers.Use<AccountConnector> connector = use.get()) {
            return connector.service().look(account);
        } catch (RuntimeException e) {
            // Not its message: a publisher's own exceptions may quote what it sent.
            return new LookOutcome.NotReached(
                    "The publisher failed (" + e.getClass().getSimpleName() + ").");
        }
    }

    private boolean toldOf(Account account, LookOutcome outcome) {
        return outcome.fold(new LookOutcome.Cases<>() {

            @Override
            public Boolean seen(LookOutcome.Seen seen) {
                changes.change(account.workspace(), account.id(), now -> isStill(account, now) ? with(now, seen) : now);
                return true;
            }

            @Override
            public Boolean notReached(LookOutcome.NotReached notReached) {
                LOG.info(
                        "How account {} stands on {} is not known today: {}",
                        account.id(),
                        account.platform(),
                        Standing.oneLine(notReached.reason()));
                return false;
            }

            @Override
            public Boolean revoked(LookOutcome.Revoked revoked) {
                accounts.needsReconnect(account, revoked.reason());
                return true;
            }
        });
    }

    /** Nobody connected it anew meanwhile as somebody else. */
    private static boolean isStill(Account asked, Account now) {
        return now.identity().equals(asked.identity());
    }

    private static Account with(Account now, LookOutcome.Seen seen) {
        Map<String, String> settings = new HashMap<>(now.settings());
        settings.putAll(seen.settings());
        Optional.ofNullable(now.settings().get(Account.REMOTE_ID))
                .ifPresent(remoteId -> settings.put(Account.REMOTE_ID, remoteId));
        // Where the handle is all that tells who an account is, it is no matter of looks.
        boolean known = now.settings().containsKey(Account.REMOTE_ID);
        return new Account(
                now.id(),
                now.workspace(),
                now.platform(),
                known ? Found.clip(seen.handle()) : now.handle(),
                now.displayName(),
                seen.avatarUrl().filter(Found::fits),
                now.status(),
                now.zone(),
                settings,
                now.grant(),
                now.problem());
    }
}
