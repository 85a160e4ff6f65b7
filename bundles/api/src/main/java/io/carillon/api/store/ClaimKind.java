package io.carillon.api.store;

/** What a claim is for. */
public enum ClaimKind {
    /** To prepare it. The delivery keeps its state and can still be edited. */
    PREPARE,
    /** To publish it: the delivery is ARMED and can no longer be edited. */
    PUBLISH,
    /** To ask the network about an attempt in doubt. */
    RECONCILE
}
