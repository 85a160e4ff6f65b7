package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.Objects;

/**
 * That an account's grant ends; nothing of the grant itself.
 *
 * @param storedAt since when it is kept, which is about when the network gave it
 */
public record EndingGrant(
        WorkspaceId workspace, AccountId account, Platform platform, Instant storedAt, Instant expiresAt) {

    public EndingGrant {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(storedAt, "storedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
