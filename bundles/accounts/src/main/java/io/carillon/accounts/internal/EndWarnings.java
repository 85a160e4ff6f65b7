package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.GrantLife;
import io.carillon.api.model.Account;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Sees to it that owners learn in time that a consent ends, and no longer once it does not. */
final class EndWarnings {

    /** So long before its end an account is marked whose grant cannot be renewed. */
    static final Duration WARNED = Duration.ofHours(25);

    private final Standing standing;
    private final Clock clock;

    EndWarnings(Standing standing, Clock clock) {
        this.standing = standing;
        this.clock = clock;
    }

    /** @param renewed what came of renewing an account */
    void tell(Renewed renewed) {
        Account account = renewed.account();
        switch (renewed.result()) {
            case AS_IT_WAS -> {
                if (Standing.endsBefore(account, in(WARNED))) {
                    setExpiring(account, "cannot be renewed. Connect the account again before.");
                }
            }
            case LATER, NO_PUBLISHER -> {
                // It was tried since well before: whatever keeps it from being renewed is for somebody to look at.
                if (Standing.endsBefore(account, in(Renewals.NEEDED))) {
                    setExpiring(
                            account,
                            "could not be renewed so far; it is tried on. If that lasts, look at the server's log and at"
                                    + " the developer app, or connect the account again.");
                }
            }
            case RENEWED -> tellOfTheLastEnd(account);
            case ANOTHER, REVOKED -> {}
        }
    }

    private Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    private void setExpiring(Account account, String advice) {
        standing.setExpiring(account, account.grant().expiresAt().orElseThrow(), advice);
    }

    /** What is renewed all the time may end for good all the same. */
    private void tellOfTheLastEnd(Account account) {
        GrantLife.of(account.grant())
                .lastsUntil()
                .filter(end -> !end.isAfter(in(WARNED)))
                .ifPresentOrElse(
                        end -> standing.setExpiring(
                                account, end, "cannot be renewed beyond that. Connect the account again before."),
                        () -> standing.setLasting(account));
    }
}
