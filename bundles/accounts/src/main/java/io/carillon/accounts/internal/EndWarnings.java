package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.GrantLife;
import io.carillon.api.model.Account;
import io.carillon.api.store.EndingGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sees to it that owners learn in time that a consent ends, and no longer once it does not. */
final class EndWarnings {

    /** So long before its end an account is marked whose grant cannot be renewed. */
    static final Duration WARNED = Duration.ofHours(25);

    /** By the time of the warning it has been tried for hours to renew what lives so long: {@link RenewalPlan}. */
    private static final Duration LONG_LIFE = WARNED.multipliedBy(5);

    private static final Duration DAY = Duration.ofDays(1);

    private final Standing standing;
    private final Clock clock;

    EndWarnings(Standing standing, Clock clock) {
        this.standing = standing;
        this.clock = clock;
    }

    /**
     * Tells what is to be told of an account.
     *
     * @param renewed what came of renewing it
     * @param life of the grant that was to be renewed, where that is known
     */
    void tell(Renewed renewed, Optional<Duration> life) {
        Account account = renewed.account();
        switch (renewed.result()) {
            case AS_IT_WAS -> {
                if (Standing.endsBefore(account, in(WARNED))) {
                    setExpiring(account, "cannot be renewed. Connect the account again before.");
                }
            }
            case LATER, NO_PUBLISHER -> {
                // It was tried since well before: whatever keeps it from being renewed is for somebody to look at.
                if (Standing.endsBefore(account, in(inVain(life)))) {
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

    /** So long before its end an account is marked that is tried on: days are for people, the last minutes for us. */
    private static Duration inVain(Optional<Duration> life) {
        return life.filter(known -> known.compareTo(LONG_LIFE) >= 0).isPresent() ? WARNED : Renewals.NEEDED;
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
                .filter(end -> !end.isAfter(in(WARNED)) || isNotRenewedBefore(end.minus(DAY), account))
                .ifPresentOrElse(
                        end -> standing.setExpiring(
                                account, end, "cannot be renewed beyond that. Connect the account again before."),
                        () -> standing.setLasting(account));
    }

    /** Whether the next word of it, when it is renewed again, would come after an instant. */
    private boolean isNotRenewedBefore(Instant instant, Account account) {
        return account.grant()
                .expiresAt()
                .map(end -> RenewalPlan.renewAt(
                        new EndingGrant(account.workspace(), account.id(), account.platform(), clock.instant(), end)))
                .filter(next -> next.isAfter(instant))
                .isPresent();
    }
}
