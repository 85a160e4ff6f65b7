package io.carillon.api.service;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Accounts with their grants, for publishing. */
@ProviderType
public interface AccountSource {

    /** Finds an account with its grant. */
    Optional<Account> withGrant(WorkspaceId workspace, AccountId id);

    /**
     * The network refused a grant that should have lasted. It is renewed once; a grant that came of this and is refused
     * too is not renewed again. May be slow.
     *
     * @param used the account with the grant that was refused
     * @return whether it is worth another try: the account has another grant by now, or could not be renewed yet
     */
    boolean renewRefused(Account used);

    /**
     * The network no longer takes an account's grant: it waits for its owner from now on. Does nothing if the account has
     * another grant by now.
     *
     * @param used the account with the grant that was refused
     */
    void needsReconnect(Account used, String reason);
}
