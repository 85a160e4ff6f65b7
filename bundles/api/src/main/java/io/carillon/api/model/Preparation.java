package io.carillon.api.model;

/** How far a delivery is prepared. */
public enum Preparation {
    /** Its publisher prepares nothing ahead of time: {@code prepare} is a pure function, called when it is armed. */
    NONE,
    /** It has yet to be prepared, from scratch or from a checkpoint. */
    PENDING,
    /** Its prepared value is stored. */
    READY
}
