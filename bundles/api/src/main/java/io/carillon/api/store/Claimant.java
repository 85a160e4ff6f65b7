package io.carillon.api.store;

import java.util.Objects;

/**
 * Who claims: a node, and which run of it.
 *
 * @param node stays the same for a data folder
 * @param boot new with every start
 */
public record Claimant(String node, String boot) {

    public Claimant {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(boot, "boot");
    }
}
