package io.carillon.scheduler.replay;

/** A rule that is broken on purpose, to see that the replay notices. */
enum Broken {
    NOTHING,
    /** An answer that never came is taken for a refusal, so that it is simply sent again. */
    LOST_ANSWER_IS_RETRIED,
    /** No call is marked before it is made. */
    NO_MARK,
    /** Claiming takes what another node holds, as without compare-and-set. */
    CLAIMS_ARE_SHARED,
    /** The check of the claim sees no time pass while the process is stopped. */
    NO_LEASE_CHECK,
    /** A look at the network finds nothing, whatever is there. */
    LOOK_FINDS_NOTHING,
    /** A look at the network believes that it was published, whatever is there. */
    LOOK_FINDS_ANYTHING,
    /** A result whose commit failed is forgotten. */
    RESULTS_ARE_DROPPED,
    /** Whatever is claimed seems to be due a second earlier than it is. */
    CLAIMS_ARE_EARLY
}
