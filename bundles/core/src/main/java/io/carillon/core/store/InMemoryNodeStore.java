package io.carillon.core.store;

import io.carillon.api.store.Claimant;
import io.carillon.api.store.Node;
import io.carillon.api.store.NodeRoll;
import io.carillon.api.store.NodeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;

/** Nodes in memory: what the store on databases is compared with. Safe for use by many threads. */
public final class InMemoryNodeStore implements NodeStore {

    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Clock clock;
    private final TreeMap<String, NodeRoll.Entry> rows = new TreeMap<>();

    /** @param clock stands for the database's */
    public InMemoryNodeStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public synchronized boolean beat(Node node) {
        Instant now = now();
        NodeRoll.Entry row = rows.get(node.run().node());
        boolean isOurs = row == null
                || row.node().run().equals(node.run())
                || row.node().place().equals(node.place())
                || row.presence(now) != NodeRoll.Presence.ALIVE;
        if (row == null) {
            rows.values().removeIf(other -> other.seenAt().plus(REMEMBERED).isBefore(now));
        }
        if (isOurs) {
            rows.put(node.run().node(), new NodeRoll.Entry(node, now, false));
        }
        return isOurs;
    }

    @Override
    public synchronized void leave(Claimant run) {
        Instant now = now();
        rows.computeIfPresent(
                run.node(),
                (id, row) -> row.node().run().equals(run) ? new NodeRoll.Entry(row.node(), now, true) : row);
    }

    @Override
    public synchronized NodeRoll roll() {
        return new NodeRoll(now(), List.copyOf(rows.values()));
    }
}
