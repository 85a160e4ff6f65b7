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

    /** What this server has: equal on two servers if it is the same. No secret: administrators are shown it. */
    String value();
}
