package io.carillon.scheduler.internal.node;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a node tells of itself that does not change while it runs, but for what it shares.
 *
 * @param place where it runs; see {@code Node}
 * @param beat how often it shows that it lives
 * @param shared what all nodes must have in common, as far as it is known by now
 */
public record NodeFacts(
        String place,
        String name,
        String address,
        String version,
        Duration beat,
        Supplier<Map<String, String>> shared) {}
