package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;

/**
 * A post with its identity.
 *
 * @param revision 1 at first, one more with every edit
 */
public record StoredPost(
        PostId id, WorkspaceId workspace, long revision, Post post, Instant createdAt, Instant updatedAt) {

    public StoredPost {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    /** The next revision of this post. */
    public StoredPost edited(Post next, Instant at) {
        return new StoredPost(id, workspace, revision + 1, next, createdAt, at);
    }
}
