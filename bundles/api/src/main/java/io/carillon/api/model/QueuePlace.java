package io.carillon.api.model;

/** How a queued delivery came by its slot. */
public enum QueuePlace {
    /** It takes the next free slot after whatever is before it, and moves when that moves. */
    NEXT_FREE,
    /** A person chose its slot: it stays there, and what is queued flows around it. */
    CHOSEN
}
