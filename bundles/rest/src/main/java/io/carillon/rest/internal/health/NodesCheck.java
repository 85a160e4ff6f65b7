package io.carillon.rest.internal.health;

import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeRoll.Presence;
import io.carillon.api.store.NodeStore;
import io.carillon.api.store.StoreException;
import io.carillon.rest.internal.backend.Backend;
import io.carillon.rest.internal.health.HealthResource.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the servers that share the database get on with each other. */
final class NodesCheck {

    private static final Logger LOG = LoggerFactory.getLogger(NodesCheck.class);

    /** For so long a server that went without a word is a reason to look. */
    private static final Duration RECENTLY = Duration.ofHours(1);

    private final Backend backend;
    private final AtomicReference<List<String>> told = new AtomicReference<>(List.of());

    NodesCheck(Backend backend) {
        this.backend = backend;
    }

    /** @param named whether the answer lists them */
    NodesPart check(boolean named) {
        try {
            return backend.find(NodeStore.class)
                    .map(store -> judge(store.roll(), named))
                    .orElseGet(NodesPart::unknown);
        } catch (StoreException e) {
            LOG.warn("Health: the nodes cannot be read", e);
            return NodesPart.unknown();
        }
    }

    private NodesPart judge(NodeRoll roll, boolean named) {
        List<NodeRoll.Entry> alive = roll.alive();
        int gone = (int) roll.nodes().stream()
                .filter(entry -> entry.presence(roll.now()) == Presence.GONE
                        && entry.seenAt().plus(RECENTLY).isAfter(roll.now()))
                .count();
        int wrongClocks =
                (int) alive.stream().filter(entry -> !entry.node().arming()).count();
        List<String> differing = List.copyOf(roll.differing());
        if (!told.getAndSet(differing).equals(differing) && !differing.isEmpty()) {
            LOG.warn(
                    "Health: {} servers share this database, but not {}. Give all of them the same folder of media"
                            + " (etc/io.carillon.media.cfg) and the same key of the vault (CARILLON_VAULT_KEY, or the"
                            + " file of keys).",
                    alive.size(),
                    differing);
        }
        boolean nobodyArms = !alive.isEmpty() && wrongClocks == alive.size();
        Status status = !differing.isEmpty() || nobodyArms
                ? Status.DOWN
                : gone > 0 || wrongClocks > 0 ? Status.DEGRADED : Status.UP;
        List<NodesPart.Server> servers = roll.nodes().stream()
                .map(entry -> NodesPart.Server.of(entry, roll.now()))
                .toList();
        return new NodesPart(status, alive.size(), gone, wrongClocks, differing, named ? servers : null);
    }
}
