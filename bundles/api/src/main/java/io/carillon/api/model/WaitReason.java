package io.carillon.api.model;

/** What a waiting delivery waits for. */
public enum WaitReason {
    /** No running node has a publisher for its network. */
    PUBLISHER_ABSENT,
    /** Its account must be connected again by its owner. */
    ACCOUNT_NEEDS_RECONNECT,
    /** Somebody has yet to approve the post. */
    APPROVAL_MISSING,
    /** The queue of its account is paused. */
    QUEUE_PAUSED
}
