package io.carillon.api.store;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The servers that share a database, one row each. All times are by the database's clock. Rows of nodes that were not
 * heard of for a week go away.
 */
@ProviderType
public interface NodeStore {

    /** Whether several servers can work on this database. */
    boolean isShared();

    /** What the database's clock says; the cheapest question there is. */
    Instant now();

    /**
     * Says that a node lives, and how it is. Its row becomes this run's where it is nobody's, or that of a run that has
     * ended: one that said so, was at the same place, or has been silent for its patience.
     *
     * @return false if another run of this node lives; nothing is changed then
     */
    boolean beat(Node node);

    /** Says that a run stops. Nothing happens if the node's row is another run's by now. */
    void leave(Claimant run);

    NodeRoll roll();
}
