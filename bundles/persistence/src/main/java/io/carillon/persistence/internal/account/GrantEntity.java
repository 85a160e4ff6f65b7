package io.carillon.persistence.internal.account;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountStore.SealedGrant;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A new row of {@code account_grant}; it is changed by {@link GrantRows}. */
@Entity
@Table(name = "account_grant")
public class GrantEntity {

    @Id
    @Column(name = "account_id")
    private String accountId;

    @Column(name = "workspace_id")
    private String workspaceId;

    @Column(name = "sealed")
    private String secret;

    @Column(name = "key_id")
    private String keyId;

    @Column(name = "expires_at")
    private Long expiresAt;

    @Column(name = "updated_at")
    private long updatedAt;

    protected GrantEntity() {}

    static GrantEntity of(AccountId account, WorkspaceId workspace, SealedGrant grant, Instant now) {
        GrantEntity entity = new GrantEntity();
        entity.accountId = account.value();
        entity.workspaceId = workspace.value();
        entity.secret = grant.sealed();
        entity.keyId = grant.keyId();
        entity.expiresAt = Micros.of(grant.expiresAt());
        entity.updatedAt = Micros.of(now);
        return entity;
    }
}
