package io.carillon.scheduler.internal.keep;

import io.carillon.api.model.Platform;
import io.carillon.api.publisher.PublisherProfile;
import io.carillon.api.service.Publishers;
import io.carillon.api.store.EventStore;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which networks can be published to, whichever node has the publisher: what is new at once, what has gone once it has
 * been away for a while, since publishers go and come again with every start and every update. For one thread.
 */
public final class PlatformWatch {

    static final Duration GRACE = Duration.ofMinutes(1);

    private final Publishers publishers;
    private final NodeStore nodes;
    private final EventStore events;
    private final Clock clock;
    private final Map<Platform, Instant> absentSince = new HashMap<>();

    public PlatformWatch(Publishers publishers, NodeStore nodes, EventStore events, Clock clock) {
        this.publishers = publishers;
        this.nodes = nodes;
        this.events = events;
        this.clock = clock;
    }

    public void look() {
        Instant now = clock.instant();
        Set<Platform> known = events.platforms();
        Set<Platform> present = present();
        Set<Platform> added = new HashSet<>(present);
        added.removeAll(known);
        Set<Platform> absent = new HashSet<>(known);
        absent.removeAll(present);
        absentSince.keySet().retainAll(absent);
        absent.forEach(platform -> absentSince.putIfAbsent(platform, now));
        Set<Platform> removed = absent.stream()
                .filter(platform -> !absentSince.get(platform).plus(GRACE).isAfter(now))
                .collect(Collectors.toSet());
        if (!added.isEmpty() || !removed.isEmpty()) {
            events.tellPlatforms(added, removed, now);
        }
    }

    private Set<Platform> present() {
        NodeRoll roll = nodes.roll();
        Set<Platform> present = roll.nodes().stream()
                .filter(entry -> entry.isRecent(roll.now()))
                .flatMap(entry -> entry.node().platforms().stream())
                .collect(Collectors.toCollection(HashSet::new));
        publishers.profiles().stream().map(PublisherProfile::platform).forEach(present::add);
        return present;
    }
}
