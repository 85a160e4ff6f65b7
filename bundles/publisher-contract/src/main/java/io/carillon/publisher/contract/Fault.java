package io.carillon.publisher.contract;

/** What a network under test is asked to do to the next publishing call. */
public enum Fault {
    /** Refuses it, since there were too many; accepts nothing. */
    THROTTLED,
    /** Is not there: the connection is refused. */
    UNAVAILABLE,
    /** Refuses the post for what it says; accepts nothing. */
    REJECTED,
    /** Refuses the grant; accepts nothing. */
    REVOKED,
    /** Accepts it, and breaks the connection before the answer. */
    LOST_ANSWER,
    /** Takes the request and never answers, whether or not it accepts it. */
    HANGING,
    /** Has forgotten what was prepared, such as an upload; accepts nothing. Not every network can. */
    FORGOTTEN
}
