package io.carillon.persistence.internal.identity;

import io.carillon.api.model.AccessToken;
import io.carillon.api.model.Scope;
import io.carillon.api.model.TokenId;
import io.carillon.api.model.UserId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of {@code api_token}. */
@Entity
@Table(name = "api_token")
public class TokenEntity {

    @Id
    private String id;

    @Column(name = "workspace_id")
    private String workspaceId;

    @Column(name = "user_id")
    private String userId;

    private String name;

    @Column(name = "token_hash")
    private String hash;

    /** Separated by spaces, as OAuth writes them. */
    private String scopes;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "expires_at")
    private Long expiresAt;

    @Column(name = "last_used_at")
    private Long lastUsedAt;

    protected TokenEntity() {}

    static TokenEntity fromRecord(AccessToken token) {
        TokenEntity entity = new TokenEntity();
        entity.id = token.id().value();
        entity.workspaceId = token.workspace().value();
        entity.userId = token.user().value();
        entity.name = token.name();
        entity.hash = token.hash();
        entity.scopes = token.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
        entity.createdAt = Micros.of(token.createdAt());
        entity.expiresAt = Micros.of(token.expiresAt());
        entity.lastUsedAt = Micros.of(token.lastUsedAt());
        return entity;
    }

    AccessToken toRecord() {
        return new AccessToken(
                new TokenId(id),
                new WorkspaceId(workspaceId),
                new UserId(userId),
                name,
                hash,
                Stream.of(scopes.split(" "))
                        .filter(scope -> !scope.isEmpty())
                        .map(Scope::parse)
                        .collect(Collectors.toSet()),
                Micros.instant(createdAt),
                Micros.maybe(expiresAt),
                Micros.maybe(lastUsedAt));
    }
}
