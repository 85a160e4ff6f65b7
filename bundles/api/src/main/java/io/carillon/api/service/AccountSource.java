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

    /** The network no longer takes the account's grant: it waits for its owner from now on. */
    void needsReconnect(WorkspaceId workspace, AccountId id, String reason);
}
