package io.carillon.scheduler.internal.engine;

import io.carillon.api.model.Platform;
import io.carillon.api.store.Claimant;
import java.time.Instant;
import java.util.Set;

/** The other nodes on an engine's store, and its own standing among them. Safe for use by many threads. */
public interface Fellows {

    /** An engine that has its store to itself. */
    Fellows NONE = new Fellows() {

        @Override
        public void start(Listener listener) {}

        @Override
        public void announce(boolean changed) {}

        @Override
        public boolean mayClaim() {
            return true;
        }

        @Override
        public boolean mayArm() {
            return true;
        }

        @Override
        public Set<Platform> elsewhere() {
            return Set.of();
        }

        @Override
        public boolean lives(String node, Instant since) {
            return false;
        }

        @Override
        public String problem() {
            return "";
        }
    };

    /** Learns of the others, on one of the engine's threads. */
    interface Listener {

        /** A run of another node has stopped, or was not heard of for too long. Told again if this fails. */
        void gone(Claimant run);

        /** Others are at work: the store may hold what they have put there. */
        void othersAreAtWork();
    }

    /** Begins to show that this node lives. */
    void start(Listener listener);

    /**
     * To be called before anything is claimed: makes sure that this run is its node's only one.
     *
     * @param changed whether the others have to learn now of publishers that have come
     * @throws IllegalStateException while another run of this node lives; the message says where
     */
    void announce(boolean changed);

    /** Whether no other run of this node is known to live. */
    boolean mayClaim();

    /** Whether this node's clock is right enough to publish by. */
    boolean mayArm();

    /** The networks that other nodes have publishers for, asked anew. */
    Set<Platform> elsewhere();

    /** Whether another node lives whose run began before an instant, so that its calls from then may still be out; asked anew. */
    boolean lives(String node, Instant since);

    /** What is wrong with this node; empty if nothing is. */
    String problem();
}
