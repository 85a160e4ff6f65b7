package io.carillon.rest.internal.node;

import io.carillon.api.model.Platform;
import io.carillon.api.service.Dispatch;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server as the API shows it.
 *
 * @param self whether it is the one that answers
 * @param seenAt when it was last heard of, by the database's clock
 * @param clockOffsetMs how far its clock is ahead of the database's
 * @param arming whether it publishes what falls due; not while its clock is wrong
 * @param shared what all servers must have in common
 * @param problem what keeps its engine from its work, or troubles it; empty if nothing does, null for all servers but the
 *     one that answers, since only that one knows
 */
public record NodeView(
        String id,
        String name,
        String address,
        String version,
        NodeRoll.Presence state,
        boolean self,
        Instant startedAt,
        Instant seenAt,
        List<String> platforms,
        long clockOffsetMs,
        boolean arming,
        Map<String, String> shared,
        String problem) {

    /** @param engine of the server that answers; absent while it has none */
    static NodeView of(NodeRoll.Entry entry, Instant now, Optional<Dispatch.Status> engine) {
        Node node = entry.node();
        Optional<Dispatch.Status> own =
                engine.filter(status -> status.node().equals(node.run().node()));
        return new NodeView(
                node.run().node(),
                node.name(),
                node.address(),
                node.version(),
                entry.presence(now),
                own.isPresent(),
                node.startedAt(),
                entry.seenAt(),
                node.platforms().stream().map(Platform::id).sorted().toList(),
                node.clockOffset().toMillis(),
                node.arming(),
                shared(node),
                own.map(Dispatch.Status::problem).orElse(null));
    }

    /** Of what a server has several of, all, with spaces between. */
    private static Map<String, String> shared(Node node) {
        Map<String, String> shown = new TreeMap<>();
        node.shared().forEach((name, value) -> shown.put(name, value.replace('\t', ' ')));
        return shown;
    }
}
