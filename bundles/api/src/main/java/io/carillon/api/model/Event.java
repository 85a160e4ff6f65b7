package io.carillon.api.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Something that has happened in a workspace.
 *
 * @param id sorts by the time at which it happened, by the clock of the server that made the change
 * @param data ids and states, by their names in the API and in the order of these; what they are about may be gone by now
 */
public record Event(String id, WorkspaceId workspace, EventType type, Map<String, String> data, Instant at) {

    public Event {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(type, "type");
        data = Collections.unmodifiableMap(new TreeMap<>(data));
        Objects.requireNonNull(at, "at");
    }

    /** Sorts before every id from that instant on, and after all before it. */
    public static String firstId(Instant at) {
        return "%016x".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }
}
