package io.carillon.api.service;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that all servers on one database must have in common, such as the folder of media. Whoever knows one
 * registers it as a service; servers compare what they have, and health is red while it differs.
 */
@ConsumerType
public interface SharedTrait {

    /** What it is, in one word, such as {@code media}. */
    String name();

    /**
     * What this server has: equal on two servers if it is the same. Of what a server may have several of, all, separated
     * by tabs: servers agree as long as one of them is every server's. No secret: administrators are shown it.
     */
    String value();
}
