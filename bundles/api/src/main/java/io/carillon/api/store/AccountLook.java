package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * That it is to be looked how an account stands at its network.
 *
 * @param at when that was planned for; absent where nobody ever planned it
 */
public record AccountLook(WorkspaceId workspace, AccountId account, Platform platform, Optional<Instant> at) {

    public AccountLook {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(at, "at");
    }

    /** The same, planned for another time. */
    public AccountLook at(Instant other) {
        return new AccountLook(workspace, account, platform, Optional.of(other));
    }
}
