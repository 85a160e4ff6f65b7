package io.carillon.scheduler.replay;

/** A rule that is broken on purpose, to see that the replay notices, and by what. */
enum Broken {
    NOTHING("nothing"),
    /** An answer that never came is taken for a refusal, so that it is simply sent again. */
    LOST_ANSWER_IS_RETRIED("is there [0-9]+ times"),
    /** No call is marked before it is made. */
    NO_MARK("is there"),
    /** Claiming takes what another node holds, as without compare-and-set. */
    CLAIMS_ARE_SHARED("is there [0-9]+ times"),
    /** The check of the claim sees no time pass while the process is stopped. */
    NO_LEASE_CHECK("is there [0-9]+ times|is called while it is PUBLISHED"),
    /** A look at the network finds nothing, whatever is there. */
    LOOK_FINDS_NOTHING("is there [0-9]+ times"),
    /** A look at the network believes that it was published, whatever is there. */
    LOOK_FINDS_ANYTHING("is said to be published, but is not there"),
    /** A result whose commit failed is forgotten. */
    RESULTS_ARE_DROPPED("is there [0-9]+ times"),
    /** What a server knows of a call that another one doubts is of no use to anybody. */
    HINDSIGHT_IS_DROPPED("is in doubt, though no call"),
    /** Whatever is claimed seems to be due a second earlier than it is. */
    CLAIMS_ARE_EARLY("before it was due");

    private final String symptom;

    Broken(String symptom) {
        this.symptom = symptom;
    }

    /** Whether a violation is one that this must lead to. */
    boolean shows(String violation) {
        return violation.matches("(?s).*(" + symptom + ").*");
    }
}
