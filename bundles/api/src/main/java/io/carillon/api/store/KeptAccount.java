package io.carillon.api.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Objects;
import java.util.Optional;

/**
 * An account as it was at one moment, with what it lives by. A change is made of it, and is stored only where it is still
 * like this.
 *
 * @param account without its grant
 * @param version of the account; it grows with every change
 * @param own its own grant; empty where it has none
 * @param consent that it shares with others; empty where it lives by its own grant alone
 */
public record KeptAccount(Account account, long version, Optional<KeptGrant> own, Optional<KeptGrant> consent) {

    public KeptAccount {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(consent, "consent");
    }

    /** The grant that is renewed for it, whose end is the account's: the consent's where it shares one. */
    public Optional<KeptGrant> renewed() {
        return consent.or(() -> own);
    }

    /** Whether it still lives by the very grant that somebody has the right to renew. */
    public boolean livesBy(RenewalLease lease) {
        return renewed()
                .filter(grant -> grant.id().equals(lease.id()) && grant.version() == lease.version())
                .isPresent();
    }

    /**
     * A sealed grant as it was at one moment.
     *
     * @param id of what it is the grant of, for which it was sealed
     * @param version grows with every change; sealing it anew is none
     */
    public record KeptGrant(AccountId id, SealedGrant sealed, long version) {

        public KeptGrant {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(sealed, "sealed");
        }
    }
}
