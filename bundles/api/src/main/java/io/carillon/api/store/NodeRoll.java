package io.carillon.api.store;

import io.carillon.api.model.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The nodes that a database knows, at one moment.
 *
 * @param now by the database's clock, as all its times are
 * @param nodes in the order of their ids
 */
public record NodeRoll(Instant now, List<Entry> nodes) {

    public NodeRoll {
        Objects.requireNonNull(now, "now");
        nodes = List.copyOf(nodes);
    }

    /** What has become of a node. */
    public enum Presence {
        ALIVE,
        /** It was stopped. */
        STOPPED,
        /** Nothing was heard of it for {@value Node#BEATS} beats. */
        GONE
    }

    /**
     * A node and when it was last heard of.
     *
     * @param stopped whether it said that it stops
     */
    public record Entry(Node node, Instant seenAt, boolean stopped) {

        public Entry {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(seenAt, "seenAt");
        }

        public Presence presence(Instant now) {
            if (stopped) {
                return Presence.STOPPED;
            }
            return isRecent(now) ? Presence.ALIVE : Presence.GONE;
        }

        /** Whether it was there less than its patience ago, even if it has stopped since. */
        public boolean isRecent(Instant now) {
            return seenAt.plus(node.patience()).isAfter(now);
        }
    }

    public Optional<Entry> find(String node) {
        return nodes.stream()
                .filter(entry -> entry.node().run().node().equals(node))
                .findFirst();
    }

    public List<Entry> alive() {
        return nodes.stream()
                .filter(entry -> entry.presence(now) == Presence.ALIVE)
                .toList();
    }

    /** The networks that nodes other than this one have, or had a moment ago: what stops may be about to start again. */
    public Set<Platform> platformsBeside(String node) {
        return nodes.stream()
                .filter(entry -> !entry.node().run().node().equals(node) && entry.isRecent(now))
                .flatMap(entry -> entry.node().platforms().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The names of what live nodes must have in common but have not. A node may have several of a kind, separated by tabs:
     * then one has to be every node's.
     */
    public Set<String> differing() {
        Set<String> names = new TreeSet<>();
        alive().forEach(entry -> names.addAll(entry.node().shared().keySet()));
        names.removeIf(this::isCommon);
        return names;
    }

    private boolean isCommon(String name) {
        List<Set<String>> all = alive().stream()
                .flatMap(entry -> Optional.ofNullable(entry.node().shared().get(name)).stream())
                .map(value -> Set.copyOf(List.of(value.split("\t"))))
                .toList();
        Set<String> common = new TreeSet<>(all.get(0));
        all.forEach(common::retainAll);
        return !common.isEmpty();
    }
}
