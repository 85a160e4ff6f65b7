package io.carillon.api.store;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a node's claims on one network last. Each kind has its own: preparing may take minutes, but what a node that is
 * gone has armed must not wait that long.
 *
 * @param publish from the later of the claim and the due time on
 * @param prepare from the claim on
 * @param reconcile from the claim on
 */
public record Leases(Duration publish, Duration prepare, Duration reconcile) {

    public Leases {
        Objects.requireNonNull(publish, "publish");
        Objects.requireNonNull(prepare, "prepare");
        Objects.requireNonNull(reconcile, "reconcile");
    }

    /** The same for every kind. */
    public static Leases all(Duration length) {
        return new Leases(length, length, length);
    }

    public Duration of(ClaimKind kind) {
        return switch (kind) {
            case PUBLISH -> publish;
            case PREPARE -> prepare;
            case RECONCILE -> reconcile;
        };
    }
}
