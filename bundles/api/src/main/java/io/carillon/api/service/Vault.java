package io.carillon.api.service;

import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Seals secrets for parts of the server that have some to keep. Safe for many threads. */
@ProviderType
public interface Vault {

    /** @param owner id of what the secret belongs to; it opens for no other */
    SealedGrant seal(WorkspaceId workspace, String owner, String secret);

    /**
     * Absent if its key is lost, or it was sealed for something else.
     *
     * @throws IllegalStateException if this server lacks the key but another has it: it is that server's to open
     */
    Optional<String> open(WorkspaceId workspace, String owner, SealedGrant sealed);
}
