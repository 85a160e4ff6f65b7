package io.carillon.api.store;

import io.carillon.api.model.Role;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Workspaces and who belongs to them. A new store has the workspace {@code default}. */
@ProviderType
public interface WorkspaceStore {

    /** @throws InUseException if its id is taken */
    void add(Workspace workspace, UserId owner);

    Optional<Workspace> find(WorkspaceId id);

    /**
     * Changes a workspace.
     *
     * @param workspace as it is to be; its version is the one that was read
     * @throws StaleException if it has moved on
     */
    void update(Workspace workspace);

    /** The workspaces that a person belongs to, the oldest first. */
    List<Membership> memberships(UserId user);

    void setRole(WorkspaceId workspace, UserId user, Role role);

    /** A person's place in a workspace. */
    record Membership(Workspace workspace, Role role) {}
}
