package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Objects;

/**
 * The sole right to renew a grant, for a while, among all servers that share a store.
 *
 * @param id of what it is the grant of: an account, or the consent that it shares with others
 * @param grant that is to be renewed, as it was when the right was given
 * @param version of that grant: a result is stored only where it is still this one
 * @param number of this right among those that were given for the grant; a later one has a higher number
 */
public record RenewalLease(AccountId id, SealedGrant grant, long version, long number) {

    public RenewalLease {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(grant, "grant");
    }
}
