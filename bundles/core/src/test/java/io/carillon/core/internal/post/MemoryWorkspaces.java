package io.carillon.core.internal.post;

import io.carillon.api.model.Role;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.WorkspaceStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workspaces in memory; each has one member. */
final class MemoryWorkspaces implements WorkspaceStore {

    private final Map<WorkspaceId, Membership> workspaces = new LinkedHashMap<>();

    @Override
    public void add(Workspace workspace, UserId owner) {
        workspaces.put(workspace.id(), new Membership(workspace, Role.OWNER));
    }

    @Override
    public Optional<Workspace> find(WorkspaceId id) {
        return Optional.ofNullable(workspaces.get(id)).map(Membership::workspace);
    }

    @Override
    public void update(Workspace workspace) {
        workspaces.put(workspace.id(), new Membership(workspace, Role.OWNER));
    }

    @Override
    public List<Membership> memberships(UserId user) {
        return List.copyOf(workspaces.values());
    }

    @Override
    public void setRole(WorkspaceId workspace, UserId user, Role role) {
        workspaces.computeIfPresent(workspace, (id, old) -> new Membership(old.workspace(), role));
    }
}
