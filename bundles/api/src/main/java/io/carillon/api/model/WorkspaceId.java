package io.carillon.api.model;

/**
 * Identifies a workspace.
 *
 * @param value 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; generated ones start with {@code w_} and
 *     sort by time
 */
public record WorkspaceId(String value) implements Comparable<WorkspaceId> {

    /** @throws IllegalArgumentException if the value breaks the rule above */
    public WorkspaceId {
        Identifiers.require("WorkspaceId", value);
    }

    @Override
    public int compareTo(WorkspaceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
