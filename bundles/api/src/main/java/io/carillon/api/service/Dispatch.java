package io.carillon.api.service;

import io.carillon.api.model.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The background engine that publishes what is due. */
@ProviderType
public interface Dispatch {

    /** Something may be due earlier than the engine knows: it looks again. Returns at once. */
    void nudge();

    Status status();

    /** What the engine has on its hands at this moment. Costs next to nothing. */
    Load load();

    /**
     * How the engine is doing.
     *
     * @param running whether it claims and publishes
     * @param problem why not, or what troubles it; empty if nothing does
     * @param inFlight publish calls under way
     * @param armed claimed and waiting for their instant
     */
    record Status(String node, boolean running, String problem, int inFlight, int armed) {}

    /**
     * What the engine has on its hands.
     *
     * @param resultsToStore results that are yet to be stored
     * @param nextLook when it looks at the store again; absent while it does, and once it is stopped
     * @param networks every network that it has dealt with
     */
    record Load(int resultsToStore, Optional<Instant> nextLook, List<NetworkLoad> networks) {

        public Load {
            Objects.requireNonNull(nextLook, "nextLook");
            networks = List.copyOf(networks);
        }
    }

    /**
     * What it has of one network.
     *
     * @param window deliveries claimed for publishing, from the claim until their result is stored
     * @param background deliveries claimed to be prepared, or to ask about a doubt
     * @param calls calls to its publisher under way
     * @param waiting publish calls whose instant has come, waiting for another to end
     */
    record NetworkLoad(Platform platform, int window, int background, int calls, int waiting) {

        public NetworkLoad {
            Objects.requireNonNull(platform, "platform");
        }
    }
}
