package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Objects;
import java.util.Optional;

/**
 * What an account lives by: a grant of its own, a consent that it shares with others, or both.
 *
 * @param own what no other account has, such as a page's token
 * @param consent what all accounts that were made of one consent have together; it is kept and renewed once for all of
 *     them, and goes with the last
 */
public record AccountGrants(Optional<SealedGrant> own, Optional<Consent> consent) {

    private static final AccountGrants NONE = new AccountGrants(Optional.empty(), Optional.empty());

    public AccountGrants {
        Objects.requireNonNull(own, "own");
        Objects.requireNonNull(consent, "consent");
    }

    public static AccountGrants none() {
        return NONE;
    }

    public static AccountGrants own(SealedGrant grant) {
        return new AccountGrants(Optional.of(grant), Optional.empty());
    }

    /**
     * A consent with its grant.
     *
     * @param id for which its grant was sealed; one that is kept already under this id stays as it is, since it may have
     *     been renewed
     */
    public record Consent(AccountId id, SealedGrant grant) {

        public Consent {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(grant, "grant");
        }
    }
}
