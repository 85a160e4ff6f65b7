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
     * @throws InvalidException if a field is missing or wrong, or the network refuses the credentials
     * @throws UnavailableException if the network could not be asked
     */
    Account connect(WorkspaceId workspace, Platform platform, Map<String, String> settings);

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
