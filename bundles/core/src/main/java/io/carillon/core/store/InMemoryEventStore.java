package io.carillon.core.store;

import io.carillon.api.model.Event;
import io.carillon.api.model.EventType;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.EventStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Events in memory: those that are told. Safe for use by many threads. */
public final class InMemoryEventStore implements EventStore {

    private final NavigableMap<String, Event> all = new TreeMap<>();
    private final NavigableMap<String, Event> unspread = new TreeMap<>();
    private final Map<WorkspaceId, Instant> listening = new HashMap<>();
    private final Set<Platform> platforms = new TreeSet<>(Comparator.comparing(Platform::id));
    private long told;

    @Override
    public synchronized List<Event> after(WorkspaceId workspace, String after, int limit) {
        return all.tailMap(after, false).values().stream()
                .filter(event -> event.workspace().equals(workspace))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void listen(WorkspaceId workspace, Instant until) {
        listening.merge(workspace, until, (before, now) -> before.isAfter(now) ? before : now);
    }

    /** Until when somebody listens. */
    public synchronized Optional<Instant> listenedUntil(WorkspaceId workspace) {
        return Optional.ofNullable(listening.get(workspace));
    }

    @Override
    public synchronized void tell(WorkspaceId workspace, EventType type, Map<String, String> data, Instant at) {
        told++;
        String id = Event.firstId(at) + "-%08x".formatted(told);
        Event event = new Event(id, workspace, type, data, at);
        all.put(id, event);
        unspread.put(id, event);
    }

    /** Events that nobody has taken so far, the oldest first. */
    synchronized List<Event> takeUnspread(int limit) {
        List<Event> taken = unspread.values().stream().limit(limit).toList();
        taken.forEach(event -> unspread.remove(event.id()));
        return taken;
    }

    @Override
    public synchronized Set<Platform> platforms() {
        return Set.copyOf(platforms);
    }

    /** There is one workspace. */
    @Override
    public synchronized void tellPlatforms(Set<Platform> added, Set<Platform> removed, Instant at) {
        added.stream().filter(platforms::add).forEach(platform -> tell(EventType.PLATFORM_ADDED, platform, at));
        removed.stream().filter(platforms::remove).forEach(platform -> tell(EventType.PLATFORM_REMOVED, platform, at));
    }

    private void tell(EventType type, Platform platform, Instant at) {
        tell(Workspace.DEFAULT_ID, type, Map.of("platform", platform.id()), at);
    }

    @Override
    public synchronized void forget(Instant before) {
        all.headMap(Event.firstId(before)).keySet().removeIf(id -> !unspread.containsKey(id));
    }
}
