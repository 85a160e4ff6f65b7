package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How accounts stand with their networks: who has to be connected again, and when. */
final class Standing {

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);
    private static final int MAX_REASON = 300;

    private final AccountBook book;

    Standing(AccountBook book) {
        this.book = book;
    }

    /** Whether it has a grant that its network takes, as far as is known. */
    static boolean isUsable(Account account) {
        return account.status() == AccountStatus.CONNECTED || account.status() == AccountStatus.EXPIRING;
    }

    /** The account cannot publish: it waits for its owner from now on. */
    void needsReconnect(WorkspaceId workspace, AccountId id, Problem problem) {
        book.change(workspace, id, account -> waiting(account, problem), Standing::log);
    }

    /** The network no longer takes the grant that was used, unless the account was connected anew or renewed meanwhile. */
    void needsReconnect(Account used, String reason) {
        Problem problem = new Problem(Problem.GRANT_REVOKED, oneLine(reason));
        book.changeOpened(
                used.workspace(),
                used.id(),
                now -> now.grant().equals(used.grant()) ? waiting(now, problem) : now,
                Standing::log);
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
     * Its owner has to do something before the grant ends. Nothing of an account that cannot be used changes.
     *
     * @param advice why, and what to do
     */
    void setExpiring(Account account, String advice) {
        if (account.status() != AccountStatus.CONNECTED) {
            return;
        }
        String said = "Its consent ends at " + account.grant().expiresAt().orElseThrow() + " and " + advice;
        Problem problem = new Problem(Problem.CONSENT_ENDS, said);
        book.change(
                account.workspace(),
                account.id(),
                now -> now.status() == AccountStatus.CONNECTED ? now.withStatus(AccountStatus.EXPIRING, problem) : now,
                now -> LOG.warn("Account {} ({} on {}): {}", now.id(), oneLine(now.handle()), now.platform(), said));
    }

    /** It lasts after all. */
    void setLasting(Account account) {
        if (account.status() == AccountStatus.EXPIRING) {
            book.change(
                    account.workspace(),
                    account.id(),
                    now -> now.status() == AccountStatus.EXPIRING ? now.withStatus(AccountStatus.CONNECTED) : now);
        }
    }

    static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON) + "…" : line;
    }
}
