package io.carillon.accounts.internal;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore;
import io.carillon.api.store.EndingGrant;
import io.carillon.api.store.RenewalLease;
import io.carillon.api.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives out the right to renew grants, one caller each among all servers, and takes what came of it. */
final class GrantLeases {

    private static final Logger LOG = LoggerFactory.getLogger(GrantLeases.class);

    private final AccountStore store;
    private final GrantSeal seal;
    private final AccountBook book;

    GrantLeases(AccountStore store, GrantSeal seal, AccountBook book) {
        this.store = store;
        this.seal = seal;
        this.book = book;
    }

    /**
     * Takes the right to renew an account's grant, among all servers.
     *
     * @return empty if another has it at the moment, or there is nothing to renew
     */
    Optional<Renewing> begin(WorkspaceId workspace, AccountId id) {
        Optional<RenewalLease> lease = store.beginRenewal(id, Renewing.LIFE);
        Optional<Renewing> renewing = Optional.empty();
        try {
            renewing = lease.flatMap(held -> book.opened(workspace, id, held)
                    .map(opened -> new Renewing(opened.account(), opened.parts(), held)));
            return renewing;
        } finally {
            if (renewing.isEmpty()) {
                lease.ifPresent(this::end);
            }
        }
    }

    /** As {@link AccountStore#ending}. */
    List<EndingGrant> ending(Instant before, Optional<EndingGrant> after, int limit) {
        return store.ending(before, after, limit);
    }

    void end(Renewing renewing) {
        end(renewing.lease());
    }

    private void end(RenewalLease lease) {
        try {
            store.endRenewal(lease);
        } catch (StoreException e) {
            // What was done under it counts. It ends by itself, and until then others wait.
            LOG.info("The right to renew {} could not be given back", lease.id(), e);
        }
    }

    /**
     * Puts a renewed grant in the place of the one that it was made of, for all that live by it.
     *
     * @param renewed of {@link Renewing#grant()}
     * @param wake is told of accounts that others took for ended meanwhile
     * @return the account as it is now: with the renewed grant, or with another that it was given meanwhile; empty if it
     *     is gone
     */
    Optional<Account> renew(Renewing renewing, Grant renewed, Consumer<Account> wake) {
        Account account = renewing.account();
        RenewalLease lease = renewing.lease();
        if (store.putRenewed(lease, seal.seal(account.workspace(), lease.id(), renewed))) {
            book.standing().renewed(renewing, renewed, wake);
        }
        return book.readAnew(account.workspace(), account.id());
    }
}
