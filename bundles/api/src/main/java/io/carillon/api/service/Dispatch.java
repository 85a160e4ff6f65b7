package io.carillon.api.service;

import org.osgi.annotation.versioning.ProviderType;

/** The background engine that publishes what is due. */
@ProviderType
public interface Dispatch {

    /** Something may be due earlier than the engine knows: it looks again. Returns at once. */
    void nudge();

    Status status();

    /**
     * How the engine is doing.
     *
     * @param running whether it claims and publishes
     * @param problem why not, or what troubles it; empty if nothing does
     * @param inFlight publish calls under way
     * @param armed claimed and waiting for their instant
     */
    record Status(String node, boolean running, String problem, int inFlight, int armed) {}
}
