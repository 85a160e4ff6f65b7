package io.carillon.rest.internal.fake;

import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Role;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.WorkspaceStore;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workspaces in memory, with {@code default}. */
public final class FakeWorkspaces implements WorkspaceStore {

    private final Map<WorkspaceId, Workspace> workspaces = new LinkedHashMap<>();
    private final Map<WorkspaceId, Map<UserId, Role>> roles = new LinkedHashMap<>();

    public FakeWorkspaces() {
        put(new Workspace(Workspace.DEFAULT_ID, "Default", ZoneOffset.UTC, MissedPolicy.DEFAULT, 1));
    }

    private void put(Workspace workspace) {
        workspaces.put(workspace.id(), workspace);
        roles.computeIfAbsent(workspace.id(), id -> new LinkedHashMap<>());
    }

    @Override
    public synchronized void add(Workspace workspace, UserId owner) {
        put(workspace);
        setRole(workspace.id(), owner, Role.OWNER);
    }

    @Override
    public synchronized Optional<Workspace> find(WorkspaceId id) {
        return Optional.ofNullable(workspaces.get(id));
    }

    @Override
    public synchronized void update(Workspace workspace) {
        if (workspaces.get(workspace.id()).version() != workspace.version()) {
            throw new StaleException("The workspace has moved on");
        }
        put(new Workspace(
                workspace.id(),
                workspace.name(),
                workspace.zone(),
                workspace.missed(),
                workspace.approvalRequired(),
                workspace.version() + 1));
    }

    @Override
    public synchronized List<Membership> memberships(UserId user) {
        return roles.entrySet().stream()
                .filter(entry -> entry.getValue().containsKey(user))
                .map(entry -> new Membership(
                        workspaces.get(entry.getKey()), entry.getValue().get(user)))
                .toList();
    }

    @Override
    public synchronized void setRole(WorkspaceId workspace, UserId user, Role role) {
        roles.get(workspace).put(user, role);
    }
}
