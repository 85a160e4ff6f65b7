package io.carillon.persistence.internal.workspace;

import io.carillon.api.model.Role;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.InUseException;
import io.carillon.api.store.StaleException;
import io.carillon.api.store.StoreException;
import io.carillon.api.store.WorkspaceStore;
import io.carillon.persistence.internal.db.SqlProblems;
import io.carillon.persistence.internal.db.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workspaces and memberships. */
public final class DatabaseWorkspaceStore implements WorkspaceStore {

    private static final String MEMBERSHIPS = "SELECT w, m FROM WorkspaceEntity w, MembershipEntity m"
            + " WHERE m.userId = :user AND w.id = m.workspaceId ORDER BY w.createdAt, w.id";

    private final Transactions transactions;
    private final Clock clock;

    public DatabaseWorkspaceStore(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void add(Workspace workspace, UserId owner) {
        Instant now = clock.instant();
        try {
            transactions.change(manager -> {
                manager.persist(WorkspaceEntity.fromRecord(workspace, now));
                manager.persist(MembershipEntity.of(workspace.id(), owner, Role.OWNER, now));
            });
        } catch (StoreException e) {
            if (SqlProblems.isDuplicate(e)) {
                throw new InUseException("There is a workspace " + workspace.id() + " already. Choose another id.");
            }
            throw e;
        }
    }

    @Override
    public Optional<Workspace> find(WorkspaceId id) {
        return transactions.read(manager -> Optional.ofNullable(manager.find(WorkspaceEntity.class, id.value()))
                .map(WorkspaceEntity::toRecord));
    }

    @Override
    public void update(Workspace workspace) {
        transactions.change(manager -> {
            WorkspaceEntity entity =
                    manager.find(WorkspaceEntity.class, workspace.id().value());
            if (entity == null || entity.version() != workspace.version()) {
                throw new StaleException("The workspace " + workspace.id() + " has changed meanwhile.");
            }
            entity.take(workspace);
        });
    }

    @Override
    public List<Membership> memberships(UserId user) {
        return transactions.read(manager ->
                manager
                        .createQuery(MEMBERSHIPS, Object[].class)
                        .setParameter("user", user.value())
                        .getResultList()
                        .stream()
                        .map(pair -> new Membership(
                                ((WorkspaceEntity) pair[0]).toRecord(), ((MembershipEntity) pair[1]).role()))
                        .toList());
    }

    @Override
    public void setRole(WorkspaceId workspace, UserId user, Role role) {
        transactions.change(manager -> {
            MembershipEntity known = manager.find(MembershipEntity.class, MembershipEntity.key(workspace, user));
            if (known == null) {
                manager.persist(MembershipEntity.of(workspace, user, role, clock.instant()));
            } else {
                known.become(role);
            }
        });
    }
}
