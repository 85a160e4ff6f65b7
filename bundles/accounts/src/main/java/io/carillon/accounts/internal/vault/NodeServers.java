package io.carillon.accounts.internal.vault;

import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeStore;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The servers by their rows in the database. Each writes down with every beat which keys it has. */
public final class NodeServers implements OtherServers {

    private final NodeStore nodes;

    public NodeServers(NodeStore nodes) {
        this.nodes = nodes;
    }

    @Override
    public List<String> without(String keyId) {
        return alive(entry -> !keys(entry).contains(keyId));
    }

    @Override
    public List<String> with(String keyId) {
        return alive(entry -> keys(entry).contains(keyId));
    }

    private List<String> alive(Predicate<NodeRoll.Entry> which) {
        // Where nobody else can be there, this server's own row may be a minute old.
        return nodes.isShared()
                ? nodes.roll().alive().stream()
                        .filter(which)
                        .map(entry -> entry.node().name())
                        .toList()
                : List.of();
    }

    private static Set<String> keys(NodeRoll.Entry entry) {
        return Set.copyOf(
                List.of(entry.node().shared().getOrDefault(Vault.TRAIT, "").split(Vault.SEPARATOR)));
    }
}
