package io.carillon.rest.internal.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.api.store.NodeRoll;
import io.carillon.rest.internal.health.HealthResource.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How the servers that share the database get on with each other.
 *
 * @param alive how many live
 * @param gone how many went without a word within the last hour
 * @param wrongClocks how many of the living publish nothing because their clock is wrong
 * @param differing what they must have in common but have not: {@code media}, {@code vault}
 * @param servers each of them; null for everybody but the administrator
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodesPart(
        Status status, Integer alive, Integer gone, Integer wrongClocks, List<String> differing, List<Server> servers)
        implements HealthResource.Verdict {

    /**
     * One of them.
     *
     * @param heardSecondsAgo since its last heartbeat, by the database's clock
     */
    public record Server(String id, String name, NodeRoll.Presence state, long heardSecondsAgo) {

        static Server of(NodeRoll.Entry entry, Instant now) {
            return new Server(
                    entry.node().run().node(),
                    entry.node().name(),
                    entry.presence(now),
                    Duration.between(entry.seenAt(), now).toSeconds());
        }
    }

    /** They could not be asked about. */
    static NodesPart unknown() {
        return new NodesPart(Status.DOWN, null, null, null, null, null);
    }
}
