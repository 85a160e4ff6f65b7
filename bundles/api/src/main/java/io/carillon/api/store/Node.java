package io.carillon.api.store;

import io.carillon.api.model.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A server of those that share a database, as it describes itself.
 *
 * @param run which node it is and which run of it
 * @param place where it runs; two runs of one node at the same place cannot be at work at once, so the newer one knows
 *     that the other has ended
 * @param name of the machine, for people
 * @param address where it listens, for people
 * @param beat how often it shows that it lives
 * @param platforms the networks that it has a publisher for
 * @param clockOffset how far its clock is ahead of the database's; negative if behind
 * @param arming whether it takes what is to be published; not while its clock is wrong
 * @param shared what all nodes must have in common, such as the folder of media, by name
 */
public record Node(
        Claimant run,
        String place,
        String name,
        String address,
        String version,
        Instant startedAt,
        Duration beat,
        Set<Platform> platforms,
        Duration clockOffset,
        boolean arming,
        Map<String, String> shared) {

    /** After so many beats in silence a node counts as gone. */
    public static final int BEATS = 3;

    /** @throws IllegalArgumentException if what is shared cannot be written down as lines of {@code name=value} */
    public Node {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(beat, "beat");
        Objects.requireNonNull(clockOffset, "clockOffset");
        platforms = Set.copyOf(platforms);
        shared = Map.copyOf(shared);
        shared.forEach((key, value) -> {
            if (key.contains("=") || key.contains("\n") || value.contains("\n")) {
                throw new IllegalArgumentException("What nodes share must be one line 'name=value'; it was " + key);
            }
        });
    }

    /** After so much silence it counts as gone. */
    public Duration patience() {
        return beat.multipliedBy(BEATS);
    }
}
