package io.carillon.scheduler.internal.engine;

/** Which calls to a network go first. */
enum Lane {
    /** Calls that have an instant to keep. */
    PUBLISH,
    /** Preparing and asking: never more than half of all calls, so that a slow upload holds up no publishing. */
    BACKGROUND
}
