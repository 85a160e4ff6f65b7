package io.carillon.core.internal.post;

import io.carillon.api.model.Problem;
import io.carillon.api.model.Review;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.UserId;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.WorkspaceStore;
import java.time.Instant;
import java.util.Optional;

/**
 * Which posts wait for approval. Safe for use by many threads.
 *
 * @param workspaces where it is said whether one wants approval
 */
record Approvals(WorkspaceStore workspaces) {

    static final String MISSING = "approval-missing";

    static final Problem WAITS =
            new Problem(MISSING, "It goes out once an owner or approver of the workspace has approved it.");

    /** Whether the post must not go out at its present revision. */
    boolean areMissing(StoredPost post) {
        return !post.isApproved()
                && workspaces
                        .find(post.workspace())
                        .filter(Workspace::approvalRequired)
                        .isPresent();
    }

    /**
     * Lets what was approved stay approved, as it is now, where whoever changed it may approve posts.
     *
     * @param approver who changed it, if they may
     */
    static StoredPost kept(StoredPost before, StoredPost after, Optional<UserId> approver, Instant now) {
        return approver.filter(by -> before.isApproved() && !after.isApproved())
                .map(by -> after.withReview(new Review(Review.Verdict.APPROVED, by, now, after.revision(), "")))
                .orElse(after);
    }
}
