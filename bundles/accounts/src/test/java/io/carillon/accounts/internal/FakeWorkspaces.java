package io.carillon.accounts.internal;

import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.Role;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.WorkspaceStore;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** One workspace, in Berlin. */
final class FakeWorkspaces implements WorkspaceStore {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Override
    public void add(Workspace workspace, UserId owner) {}

    @Override
    public Optional<Workspace> find(WorkspaceId id) {
        return Optional.of(new Workspace(id, "Default", ZONE, MissedPolicy.DEFAULT, 1));
    }

    @Override
    public void update(Workspace workspace) {}

    @Override
    public List<Membership> memberships(UserId user) {
        return List.of();
    }

    @Override
    public void setRole(WorkspaceId workspace, UserId user, Role role) {}
}
