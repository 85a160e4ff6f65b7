package io.carillon.persistence.internal.account;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.AccountStatus;
import io.carillon.api.model.Grant;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.store.AccountGrants;
import io.carillon.api.store.KeptAccount;
import io.carillon.persistence.internal.sql.FlatJson;
import io.carillon.persistence.internal.sql.Micros;
import io.carillon.persistence.internal.sql.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** A row of {@code account}. Its grant is another row, of another table. */
@Entity
@Table(name = "account")
public class AccountEntity {

    /** What {@link #read} reads. */
    static final String COLUMNS =
            "id, workspace_id, platform, handle, display_name, avatar_url, status, zone, settings, problem_code,"
                    + " problem_detail";

    @Id
    private String id;

    @Column(name = "workspace_id")
    private String workspaceId;

    private String platform;
    private String handle;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "avatar_url")
    private String avatarUrl;

    private String status;
    private String zone;
    private String settings;

    @Column(name = "problem_code")
    private String problemCode;

    @Column(name = "problem_detail")
    private String problemDetail;

    /** NULL for one more account of an identity than there is to be; see {@link OneAccountEach}. */
    @Column(name = "identity_key")
    private String identityKey;

    @Column(name = "grant_id")
    private String grantId;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "updated_at")
    private long updatedAt;

    @Version
    private long version;

    protected AccountEntity() {}

    static AccountEntity fromRecord(Account account, AccountGrants grants, Instant now) {
        AccountEntity entity = new AccountEntity();
        entity.id = account.id().value();
        entity.workspaceId = account.workspace().value();
        entity.createdAt = Micros.of(now);
        entity.identityKey = IdentityKey.of(account);
        entity.take(account, now);
        entity.livesBy(grants);
        return entity;
    }

    /** What {@link #toRecord} needs of a row, for whoever reads many. It belongs to no entity manager. */
    static AccountEntity read(Row row) throws SQLException {
        AccountEntity entity = new AccountEntity();
        entity.id = row.text();
        entity.workspaceId = row.text();
        entity.platform = row.text();
        entity.handle = row.text();
        entity.displayName = row.text();
        entity.avatarUrl = row.text();
        entity.status = row.text();
        entity.zone = row.text();
        entity.settings = row.text();
        entity.problemCode = row.text();
        entity.problemDetail = row.text();
        return entity;
    }

    void take(Account account, Instant now) {
        platform = account.platform().id();
        handle = account.handle();
        displayName = account.displayName();
        avatarUrl = account.avatarUrl().map(URI::toString).orElse(null);
        status = account.status().name();
        zone = account.zone().getId();
        settings = FlatJson.write(account.settings());
        problemCode = account.problem().map(Problem::code).orElse(null);
        problemDetail = account.problem().map(Problem::detail).orElse(null);
        identityKey = identityKey == null ? null : IdentityKey.of(account);
        updatedAt = Micros.of(now);
    }

    void livesBy(AccountGrants grants) {
        grantId = grants.consent().map(consent -> consent.id().value()).orElse(id);
    }

    AccountId livesBy() {
        return new AccountId(grantId);
    }

    boolean is(KeptAccount read) {
        return isOf(read.account().workspace()) && version == read.version();
    }

    boolean isOf(WorkspaceId workspace) {
        return workspaceId.equals(workspace.value());
    }

    /** Without its grant. */
    public Account toRecord() {
        return new Account(
                new AccountId(id),
                new WorkspaceId(workspaceId),
                new Platform(platform),
                handle,
                displayName,
                Optional.ofNullable(avatarUrl).map(URI::create),
                AccountStatus.valueOf(status),
                TimeZones.of(zone),
                FlatJson.read(settings),
                Grant.none(),
                Optional.ofNullable(problemCode).map(code -> new Problem(code, problemDetail)));
    }
}
