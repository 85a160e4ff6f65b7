package io.carillon.api.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A post with its identity.
 *
 * @param revision 1 at first, one more with every edit
 * @param review the last that was said of it, perhaps of an earlier revision
 */
public record StoredPost(
        PostId id,
        WorkspaceId workspace,
        long revision,
        Post post,
        Instant createdAt,
        Instant updatedAt,
        Optional<Review> review) {

    public StoredPost {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(review, "review");
    }

    /** A post of which nobody who may approve has said anything. */
    public StoredPost(
            PostId id, WorkspaceId workspace, long revision, Post post, Instant createdAt, Instant updatedAt) {
        this(id, workspace, revision, post, createdAt, updatedAt, Optional.empty());
    }

    /** The next revision of this post. An approval stays with it only if the same goes out to the same accounts. */
    public StoredPost edited(Post next, Instant at) {
        Optional<Review> kept =
                isApproved() && next.sendsTheSameAs(post) ? review.map(approval -> approval.of(revision + 1)) : review;
        return new StoredPost(id, workspace, revision + 1, next, createdAt, at, kept);
    }

    /** The same revision, shown otherwise. */
    public StoredPost with(Post other) {
        return new StoredPost(id, workspace, revision, other, createdAt, updatedAt, review);
    }

    /** The same revision with what was said of it. */
    public StoredPost reviewed(Review said) {
        return new StoredPost(id, workspace, revision, post, createdAt, updatedAt, Optional.of(said));
    }

    /** Whether this very revision was approved. */
    public boolean isApproved() {
        return review.filter(said -> said.verdict() == Review.Verdict.APPROVED && said.revision() == revision)
                .isPresent();
    }
}
