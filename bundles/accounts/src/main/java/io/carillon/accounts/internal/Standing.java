package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Problem;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.publisher.Identity;
import io.carillon.api.publisher.OAuth2Grant;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How accounts stand with their networks: who has to be connected again, and when. */
final class Standing {

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);
    private static final int MAX_REASON = 300;

    private final AccountBook book;
    private final AccountChanges changes;

    Standing(AccountBook book, AccountChanges changes) {
        this.book = book;
        this.changes = changes;
    }

    /** Whether it has a grant that its network takes, as far as is known. */
    static boolean isUsable(Account account) {
        return account.status() == AccountStatus.CONNECTED || account.status() == AccountStatus.EXPIRING;
    }

    /** Whether it has a grant of which it can make use, if only once the vault's key is back. */
    static boolean needsItsGrant(Account account) {
        return isUsable(account)
                || account.problem()
                        .filter(problem -> problem.code().equals(Problem.VAULT_KEY_LOST))
                        .isPresent();
    }

    static boolean endsBefore(Account account, Instant instant) {
        return isUsable(account)
                && account.grant()
                        .expiresAt()
                        .filter(end -> !end.isAfter(instant))
                        .isPresent();
    }

    /** The account cannot publish: it waits for its owner from now on. */
    void needsReconnect(WorkspaceId workspace, AccountId id, Problem problem) {
        changes.change(workspace, id, account -> waiting(account, problem), Standing::log);
    }

    /** The network no longer takes the grant that was used, unless the account was connected anew or renewed meanwhile. */
    void needsReconnect(Account used, String reason) {
        Problem problem = new Problem(Problem.GRANT_REVOKED, oneLine(reason));
        changes.changeOpened(
                used.workspace(),
                used.id(),
                now -> now.grant().equals(used.grant()) ? waiting(now, problem) : now,
                Standing::log);
    }

    /** The network has ended what was to be renewed: all that live by it wait for their owner. */
    void ended(Renewing renewing, String reason) {
        Problem problem = new Problem(Problem.GRANT_ENDED, oneLine(reason));
        withOthers(renewing.account())
                .forEach(account ->
                        changes.changeWhile(renewing.lease(), account, now -> waiting(now, problem), Standing::log));
    }

    /**
     * There is a new grant: what was said of renewing the old one meanwhile counts no more, since another server may have
     * shown that to the network while the new one was not stored yet. What was refused to an account for its own sake, such
     * as a page whose role was lost, stays refused. A network may grant less with every refresh; what it grants now
     * is known of all accounts that live by it.
     *
     * @param wake is told of accounts that can be used again
     */
    void renewed(Renewing renewing, Grant grant, Consumer<Account> wake) {
        Optional<String> before = renewing.grant().secret(OAuth2Grant.SCOPE);
        Optional<String> granted = grant.secret(OAuth2Grant.SCOPE);
        withOthers(renewing.account()).forEach(one -> {
            changes.change(one.workspace(), one.id(), now -> withScopes(now, before, granted));
            changes.change(
                    one.workspace(),
                    one.id(),
                    now -> isEnded(now) ? now.withStatus(AccountStatus.CONNECTED) : now,
                    wake);
        });
    }

    private static boolean isEnded(Account account) {
        return account.status() == AccountStatus.NEEDS_RECONNECT
                && account.problem()
                        .filter(problem -> problem.code().equals(Problem.GRANT_ENDED))
                        .isPresent();
    }

    private Stream<Account> withOthers(Account account) {
        return Stream.concat(Stream.of(account), book.others(account.workspace(), account.id()).stream());
    }

    private static Account waiting(Account account, Problem problem) {
        return isUsable(account) ? account.withStatus(AccountStatus.NEEDS_RECONNECT, problem) : account;
    }

    private static void log(Account account) {
        LOG.warn(
                "Account {} ({} on {}) must be connected again: {}",
                account.id(),
                oneLine(account.handle()),
                account.platform(),
                account.problem().map(Problem::detail).orElse(""));
    }

    /**
     * Its owner has to do something before it ends, and so have those of accounts that live by the same consent. Nothing of
     * an account that cannot be used changes.
     *
     * @param advice why, and what to do
     */
    void setExpiring(Account account, Instant end, String advice) {
        String said = "Its consent ends on " + TimeZones.told(end, account.zone()) + " and " + advice;
        Problem problem = new Problem(Problem.CONSENT_ENDS, said);
        withOthers(account)
                .filter(one -> one.status() == AccountStatus.CONNECTED)
                .forEach(one -> changes.change(
                        one.workspace(),
                        one.id(),
                        now -> now.status() == AccountStatus.CONNECTED
                                ? now.withStatus(AccountStatus.EXPIRING, problem)
                                : now,
                        now -> LOG.warn(
                                "Account {} ({} on {}): {}", now.id(), oneLine(now.handle()), now.platform(), said)));
    }

    /** It lasts after all, and with it whoever lives by the same consent. */
    void setLasting(Account account) {
        withOthers(account)
                .filter(one -> one.status() == AccountStatus.EXPIRING)
                .forEach(one -> changes.change(
                        one.workspace(),
                        one.id(),
                        now -> now.status() == AccountStatus.EXPIRING ? now.withStatus(AccountStatus.CONNECTED) : now));
    }

    /** Where the connector knows of an identity better, that stays. */
    private static Account withScopes(Account account, Optional<String> before, Optional<String> granted) {
        Optional<String> known = Optional.ofNullable(account.settings().get(Identity.GRANTED_SCOPES));
        if (granted.isEmpty() || known.isEmpty() || !known.equals(before)) {
            return account;
        }
        Map<String, String> settings = new HashMap<>(account.settings());
        settings.put(Identity.GRANTED_SCOPES, granted.get());
        return account.withSettings(settings);
    }

    static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
    }
}
