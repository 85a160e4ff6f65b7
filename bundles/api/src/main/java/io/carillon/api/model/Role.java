package io.carillon.api.model;

/** What a person may do in a workspace. */
public enum Role {
    /** Everything. */
    OWNER,
    /** Write, schedule and publish posts; where the workspace wants approval, they wait for it. */
    EDITOR,
    /** Read everything, and approve or reject posts. */
    APPROVER,
    /** Read everything. */
    VIEWER;

    /** Whether somebody with this role may approve and reject posts. */
    public boolean mayApprove() {
        return this == OWNER || this == APPROVER;
    }
}
