package io.carillon.persistence.internal.identity;

import io.carillon.api.model.UserId;
import io.carillon.api.model.UserSession;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code user_session}. */
@Entity
@Table(name = "user_session")
public class SessionEntity {

    @Id
    @Column(name = "id_hash")
    private String hash;

    @Column(name = "user_id")
    private String userId;

    @Column(name = "csrf_hash")
    private String csrfHash;

    @Column(name = "created_at")
    private long createdAt;

    @Column(name = "expires_at")
    private long expiresAt;

    protected SessionEntity() {}

    static SessionEntity fromRecord(UserSession session) {
        SessionEntity entity = new SessionEntity();
        entity.hash = session.hash();
        entity.userId = session.user().value();
        entity.csrfHash = session.csrfHash();
        entity.createdAt = Micros.of(session.createdAt());
        entity.expiresAt = Micros.of(session.expiresAt());
        return entity;
    }

    UserSession toRecord() {
        return new UserSession(
                hash, new UserId(userId), csrfHash, Micros.instant(createdAt), Micros.instant(expiresAt));
    }
}
