package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A post with its identity.
 *
 * @param revision 1 at first, one more with every edit
 * @param origin present where it was taken out of a series
 * @param horizon present where it recurs, or once did
 */
public record StoredPost(
        PostId id,
        WorkspaceId workspace,
        long revision,
        Post post,
        Instant createdAt,
        Instant updatedAt,
        Optional<Origin> origin,
        Optional<Horizon> horizon) {

    public StoredPost {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(horizon, "horizon");
    }

    /** One that neither recurs nor was taken out of a series. */
    public StoredPost(
            PostId id, WorkspaceId workspace, long revision, Post post, Instant createdAt, Instant updatedAt) {
        this(id, workspace, revision, post, createdAt, updatedAt, Optional.empty(), Optional.empty());
    }

    /** The next revision of this post. */
    public StoredPost edited(Post next, Instant at) {
        return new StoredPost(id, workspace, revision + 1, next, createdAt, at, origin, horizon);
    }

    public StoredPost withPost(Post other) {
        return new StoredPost(id, workspace, revision, other, createdAt, updatedAt, origin, horizon);
    }

    public StoredPost withOrigin(Origin other) {
        return new StoredPost(id, workspace, revision, post, createdAt, updatedAt, Optional.of(other), horizon);
    }

    public StoredPost withHorizon(Optional<Horizon> other) {
        return new StoredPost(id, workspace, revision, post, createdAt, updatedAt, origin, other);
    }

    /** Whether it comes back, so that it has deliveries for several times. */
    public boolean recurs() {
        return post.schedule().flatMap(Schedule::recurrence).isPresent();
    }
}
