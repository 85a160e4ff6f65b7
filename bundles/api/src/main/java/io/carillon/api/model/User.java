package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A person who may sign in.
 *
 * @param passwordHash Argon2id in PHC string format
 * @param administrator whether this person runs the server
 */
public record User(UserId id, String username, String passwordHash, boolean administrator, Instant createdAt) {

    public User {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(passwordHash, "passwordHash");
        Objects.requireNonNull(createdAt, "createdAt");
    }

    @Override
    public String toString() {
        return "User[" + id + ", " + username + "]";
    }
}
