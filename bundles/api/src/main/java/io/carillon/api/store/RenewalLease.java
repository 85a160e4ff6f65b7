package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Objects;

/**
 * The sole right to renew a grant, for a while, among all servers that share a store.
 *
 * @param grant that is to be renewed, as it was when the right was given
 * @param version of that grant: a result is stored only where it is still this one
 * @param number of this right among those that were given for the account; a later one has a higher number
 */
public record RenewalLease(AccountId account, SealedGrant grant, long version, long number) {

    public RenewalLease {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(grant, "grant");
    }
}
