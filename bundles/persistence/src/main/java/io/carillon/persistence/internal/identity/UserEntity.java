package io.carillon.persistence.internal.identity;

import io.carillon.api.model.User;
import io.carillon.api.model.UserId;
import io.carillon.persistence.internal.sql.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Locale;

/** A row of {@code app_user}. */
@Entity
@Table(name = "app_user")
public class UserEntity {

    @Id
    private String id;

    private String username;

    @Column(name = "username_key")
    private String usernameKey;

    @Column(name = "password_hash")
    private String passwordHash;

    private boolean administrator;

    @Column(name = "created_at")
    private long createdAt;

    @Version
    private long version;

    protected UserEntity() {}

    static UserEntity fromRecord(User user) {
        UserEntity entity = new UserEntity();
        entity.id = user.id().value();
        entity.username = user.username();
        entity.usernameKey = keyOf(user.username());
        entity.passwordHash = user.passwordHash();
        entity.administrator = user.administrator();
        entity.createdAt = Micros.of(user.createdAt());
        return entity;
    }

    /** What a user name is compared by. */
    static String keyOf(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    User toRecord() {
        return new User(new UserId(id), username, passwordHash, administrator, Micros.instant(createdAt));
    }
}
