package io.carillon.api.model;

/** Whether an account can publish. */
public enum AccountStatus {
    CONNECTED,
    /** Still works, but its grant ends soon and cannot be refreshed without its owner. */
    EXPIRING,
    /** The network no longer accepts the grant; deliveries wait until the owner connects it again. */
    NEEDS_RECONNECT,
    DISCONNECTED
}
