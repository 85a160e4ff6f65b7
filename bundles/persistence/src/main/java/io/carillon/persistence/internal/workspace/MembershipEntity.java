package io.carillon.persistence.internal.workspace;

import io.carillon.api.model.Role;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** A row of {@code membership}: a person's place in a workspace. */
@Entity
@Table(name = "membership")
@IdClass(MembershipEntity.Key.class)
public class MembershipEntity {

    @Id
    @Column(name = "user_id")
    private String userId;

    @Id
    @Column(name = "workspace_id")
    private String workspaceId;

    private String role;

    @Column(name = "created_at")
    private long createdAt;

    protected MembershipEntity() {}

    static MembershipEntity of(WorkspaceId workspace, UserId user, Role role, Instant createdAt) {
        MembershipEntity entity = new MembershipEntity();
        entity.workspaceId = workspace.value();
        entity.userId = user.value();
        entity.role = role.name();
        entity.createdAt = Micros.of(createdAt);
        return entity;
    }

    static Key key(WorkspaceId workspace, UserId user) {
        Key key = new Key();
        key.workspaceId = workspace.value();
        key.userId = user.value();
        return key;
    }

    Role role() {
        return Role.valueOf(role);
    }

    void become(Role other) {
        role = other.name();
    }

    /** What tells memberships apart. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String userId;
        private String workspaceId;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.userId.equals(userId) && key.workspaceId.equals(workspaceId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(userId, workspaceId);
        }
    }
}
