package io.carillon.accounts.internal;

import io.carillon.accounts.internal.vault.UnreadableGrantException;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Grant;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;

/** What the vault does for secrets beside the grants of accounts. */
public interface Seals {

    /** @param name of what the secrets belong to; they open for no other */
    SealedGrant seal(WorkspaceId workspace, AccountId name, Grant secrets);

    /** @throws UnreadableGrantException if they cannot be opened, or belong to something else */
    Grant open(WorkspaceId workspace, AccountId name, SealedGrant sealed) throws UnreadableGrantException;
}
