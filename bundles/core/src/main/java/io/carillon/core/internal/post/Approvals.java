package io.carillon.core.internal.post;

import io.carillon.api.model.Problem;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.store.WorkspaceStore;

/** Which posts wait for approval. Safe for use by many threads. */
final class Approvals {

    static final String MISSING = "approval-missing";

    static final Problem WAITS =
            new Problem(MISSING, "It goes out once an owner or approver of the workspace has approved it.");

    /** The answer for one post: a change asks it for each of many deliveries. */
    private record Asked(StoredPost post, boolean missing) {}

    private final WorkspaceStore workspaces;
    private volatile Asked last = new Asked(null, false);

    Approvals(WorkspaceStore workspaces) {
        this.workspaces = workspaces;
    }

    /** Whether the post must not go out at its present revision. */
    boolean areMissing(StoredPost post) {
        Asked known = last;
        if (known.post() == post) {
            return known.missing();
        }
        boolean missing = !post.isApproved()
                && workspaces
                        .find(post.workspace())
                        .filter(Workspace::approvalRequired)
                        .isPresent();
        last = new Asked(post, missing);
        return missing;
    }
}
