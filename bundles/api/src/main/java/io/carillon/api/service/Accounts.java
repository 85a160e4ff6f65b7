package io.carillon.api.service;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Connected accounts. */
@ProviderType
public interface Accounts {

    /**
     * Connects an account of a network that takes credentials or needs nothing.
     *
     * @param settings the answers to the fields of the network's connect method
     * @param again the account that is to be connected anew; without it the identity decides, which may be a new account
     * @throws InvalidException if a field is missing or wrong, the network refuses the credentials, or they are somebody
     *     else's than the account that is to be connected anew
     * @throws NotFoundException if there is no such account
     * @throws UnavailableException if the network could not be asked
     */
    Account connect(WorkspaceId workspace, Platform platform, Map<String, String> settings, Optional<AccountId> again);

    /** As above, with whatever account the identity is. */
    default Account connect(WorkspaceId workspace, Platform platform, Map<String, String> settings) {
        return connect(workspace, platform, settings, Optional.empty());
    }

    /** By platform and handle. */
    List<Account> list(WorkspaceId workspace);

    /** @throws NotFoundException if there is no such account */
    Account get(WorkspaceId workspace, AccountId id);

    /** Changes what a person may change of an account; what is absent stays. */
    Account update(
            WorkspaceId workspace,
            AccountId id,
            Optional<String> displayName,
            Optional<ZoneId> zone,
            Map<String, String> settings);

    /**
     * Disconnects an account and forgets its grant.
     *
     * @throws ConflictException if posts are still scheduled for it
     */
    void remove(WorkspaceId workspace, AccountId id);
}
