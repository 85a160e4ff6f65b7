package io.carillon.api.store;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.PostId;
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
 * @param post whose deliveries they are
 * @param platform that they go to
 */
public record DeliveryQuery(
        WorkspaceId workspace,
        Set<DeliveryState> states,
        Optional<AccountId> account,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<PostId> post,
        Optional<Platform> platform) {

    public DeliveryQuery {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(platform, "platform");
        states = Set.copyOf(states);
    }

    /** Of any network. */
    public DeliveryQuery(
            WorkspaceId workspace,
            Set<DeliveryState> states,
            Optional<AccountId> account,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<PostId> post) {
        this(workspace, states, account, from, to, post, Optional.empty());
    }

    /** Of any post and network. */
    public DeliveryQuery(
            WorkspaceId workspace,
            Set<DeliveryState> states,
            Optional<AccountId> account,
            Optional<Instant> from,
            Optional<Instant> to) {
        this(workspace, states, account, from, to, Optional.empty());
    }

    public DeliveryQuery withStates(Set<DeliveryState> others) {
        return new DeliveryQuery(workspace, others, account, from, to, post, platform);
    }

    public DeliveryQuery withPlatform(Optional<Platform> other) {
        return new DeliveryQuery(workspace, states, account, from, to, post, other);
    }

    public static DeliveryQuery all(WorkspaceId workspace) {
        return new DeliveryQuery(workspace, Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
