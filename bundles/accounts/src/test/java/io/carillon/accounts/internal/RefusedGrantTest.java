package io.carillon.accounts.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AccountStatus;
import io.carillon.api.publisher.RefreshOutcome;
import org.junit.jupiter.api.Test;

/** A grant is refused before its time. */
class RefusedGrantTest extends RenewalCase {

    @Test
    void grantThatIsRefusedBeforeItsTimeIsRenewedOnce() {
        assertThat(renewals.renewRefused(account)).isTrue();
        assertThat(token()).isEqualTo("2");
        assertThat(renewals.renewRefused(account))
                .as("another was refused the same")
                .isTrue();

        assertThat(renewals.renewRefused(account.withGrant(stored()))).isFalse();
        assertThat(network.renewed).isEqualTo(1);
        assertThat(network.open).isZero();
    }

    @Test
    void refusedGrantThatCannotBeRenewedNowIsWorthAnotherTry() {
        network.renewing = old -> new RefreshOutcome.NotReached("connection refused");

        assertThat(renewals.renewRefused(account)).isTrue();
        assertThat(renewals.renewRefused(account)).isTrue();
        assertThat(network.renewed).as("asked once a while").isEqualTo(1);
        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);
    }

    @Test
    void refusedGrantThatIsRevokedWaitsForItsOwner() {
        network.renewing = old -> new RefreshOutcome.Revoked("gone");

        assertThat(renewals.renewRefused(account)).isFalse();
        assertThat(renewals.renewRefused(account)).isFalse();
        assertThat(network.renewed).isEqualTo(1);
        assertThat(status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }

    @Test
    void refusedGrantOfWhichNothingCanBeRenewedIsNotWorthAnotherTry() {
        network.renewing = old -> new RefreshOutcome.Refreshed(old.grant());

        assertThat(renewals.renewRefused(account)).isFalse();
    }

    @Test
    void lateRefusalOfAnOldGrantDoesNotMarkTheAccount() {
        book.changes()
                .replace(
                        account.workspace(),
                        account.id(),
                        one -> one.withGrant(grant("9", clock.instant().plus(LIFE))));

        book.standing().needsReconnect(account, "That old one?");
        assertThat(status()).isEqualTo(AccountStatus.CONNECTED);
        book.standing().needsReconnect(account.withGrant(stored()), "This one.");
        assertThat(status()).isEqualTo(AccountStatus.NEEDS_RECONNECT);
    }
}
