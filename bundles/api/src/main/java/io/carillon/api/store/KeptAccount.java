package io.carillon.api.store;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Objects;
import java.util.Optional;

/**
 * An account as it was at one moment, with its sealed grant. A change is made of it, and is stored only where it is still
 * like this.
 *
 * @param account without its grant
 * @param version of the account; it grows with every change
 * @param own its grant; empty where it has none
 */
public record KeptAccount(Account account, long version, Optional<KeptGrant> own) {

    public KeptAccount {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(own, "own");
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
