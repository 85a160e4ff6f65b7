package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.WorkspaceId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries are wanted.
 *
 * @param states empty for any
 * @param from earliest due time, inclusive
 * @param to latest due time, exclusive
 */
public record DeliveryQuery(
        WorkspaceId workspace,
        Set<DeliveryState> states,
        Optional<AccountId> account,
        Optional<Instant> from,
        Optional<Instant> to) {

    public DeliveryQuery {
        Objects.requireNonNull(workspace, "workspace");
        states = Set.copyOf(states);
    }

    public static DeliveryQuery all(WorkspaceId workspace) {
        return new DeliveryQuery(workspace, Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
