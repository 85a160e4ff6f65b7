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
 * @param review the last that was said of it, perhaps of an earlier revision
 * @param saidSince the revision since which it says the same on every account: those after it changed its times, its
 *     accounts or its labels
 */
public record StoredPost(
        PostId id,
        WorkspaceId workspace,
        long revision,
        Post post,
        Instant createdAt,
        Instant updatedAt,
        Optional<Origin> origin,
        Optional<Horizon> horizon,
        Optional<Review> review,
        long saidSince) {

    public StoredPost {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(post, "post");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(horizon, "horizon");
        Objects.requireNonNull(review, "review");
    }

    /** One that neither recurs nor was taken out of a series, and of which nobody has said anything. */
    public StoredPost(
            PostId id, WorkspaceId workspace, long revision, Post post, Instant createdAt, Instant updatedAt) {
        this(
                id,
                workspace,
                revision,
                post,
                createdAt,
                updatedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                revision);
    }

    /** The next revision of this post. An approval stays with it only if the same goes out to the same accounts. */
    public StoredPost edited(Post next, Instant at) {
        Optional<Review> kept =
                isApproved() && next.sendsTheSameAs(post) ? review.map(approval -> approval.of(revision + 1)) : review;
        long since = next.saysTheSameAs(post) ? saidSince : revision + 1;
        return new StoredPost(id, workspace, revision + 1, next, createdAt, at, origin, horizon, kept, since);
    }

    /** The same revision, shown otherwise. */
    public StoredPost withPost(Post other) {
        return new StoredPost(id, workspace, revision, other, createdAt, updatedAt, origin, horizon, review, saidSince);
    }

    public StoredPost withOrigin(Origin other) {
        return new StoredPost(
                id, workspace, revision, post, createdAt, updatedAt, Optional.of(other), horizon, review, saidSince);
    }

    public StoredPost withHorizon(Optional<Horizon> other) {
        return new StoredPost(id, workspace, revision, post, createdAt, updatedAt, origin, other, review, saidSince);
    }

    /** The same revision with what was said of it. */
    public StoredPost withReview(Review said) {
        return new StoredPost(
                id, workspace, revision, post, createdAt, updatedAt, origin, horizon, Optional.of(said), saidSince);
    }

    /** Whether it says the same as when it had an earlier revision, such as the one that a delivery carries. */
    public boolean saysTheSameAsAt(long earlier) {
        return earlier >= saidSince;
    }

    /** Whether it comes back, so that it has deliveries for several times. */
    public boolean recurs() {
        return post.schedule().flatMap(Schedule::recurrence).isPresent();
    }

    /** Whether this very revision was approved. */
    public boolean isApproved() {
        return review.filter(said -> said.verdict() == Review.Verdict.APPROVED && said.revision() == revision)
                .isPresent();
    }
}
