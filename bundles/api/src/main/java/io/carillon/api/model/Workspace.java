package io.carillon.api.model;

import java.time.ZoneId;
import java.util.Objects;

/**
 * A brand: its accounts, posts and members. Everything that is stored belongs to one.
 *
 * @param zone in which its calendar is shown
 * @param missed what happens to posts that were due while the server was away
 * @param approvalRequired whether a post goes out only once an owner or approver has approved it
 * @param version grows with every change
 */
public record Workspace(
        WorkspaceId id, String name, ZoneId zone, MissedPolicy missed, boolean approvalRequired, long version) {

    /** The workspace that a new server has. */
    public static final WorkspaceId DEFAULT_ID = new WorkspaceId("default");

    public Workspace {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(missed, "missed");
    }

    /** A workspace in which whoever may schedule a post needs nobody's approval. */
    public Workspace(WorkspaceId id, String name, ZoneId zone, MissedPolicy missed, long version) {
        this(id, name, zone, missed, false, version);
    }
}
