package io.carillon.persistence.internal.workspace;

import io.carillon.api.model.MissedPolicy;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Workspace;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;

/** A row of {@code workspace}. */
@Entity
@Table(name = "workspace")
public class WorkspaceEntity {

    @Id
    private String id;

    private String name;
    private String zone;

    @Column(name = "missed_rule")
    private String missedRule;

    @Column(name = "missed_limit_s")
    private long missedLimitSeconds;

    @Column(name = "approval_required")
    private boolean approvalRequired;

    @Column(name = "created_at")
    private long createdAt;

    @Version
    private long version;

    protected WorkspaceEntity() {}

    static WorkspaceEntity fromRecord(Workspace workspace, Instant createdAt) {
        WorkspaceEntity entity = new WorkspaceEntity();
        entity.id = workspace.id().value();
        entity.createdAt = Micros.of(createdAt);
        entity.take(workspace);
        return entity;
    }

    void take(Workspace workspace) {
        name = workspace.name();
        zone = workspace.zone().getId();
        missedRule = workspace.missed().rule().name();
        missedLimitSeconds = workspace.missed().limit().toSeconds();
        approvalRequired = workspace.approvalRequired();
    }

    long version() {
        return version;
    }

    Workspace toRecord() {
        return new Workspace(
                new WorkspaceId(id),
                name,
                TimeZones.of(zone),
                new MissedPolicy(MissedPolicy.Rule.valueOf(missedRule), Duration.ofSeconds(missedLimitSeconds)),
                approvalRequired,
                version);
    }
}
