package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which posts are wanted.
 *
 * @param states in which a post's own state, as derived from its deliveries and as shown, must be; empty for any
 * @param from earliest due time of any of its deliveries, inclusive
 * @param to latest due time of any of its deliveries, exclusive
 * @param text found in the caption, whatever the case
 */
public record PostQuery(
        WorkspaceId workspace,
        Set<DeliveryState> states,
        Optional<AccountId> account,
        Optional<Platform> platform,
        Optional<String> label,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> text) {

    public PostQuery {
        Objects.requireNonNull(workspace, "workspace");
        states = Set.copyOf(states);
    }

    public static PostQuery all(WorkspaceId workspace) {
        return new PostQuery(
                workspace,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
