package io.carillon.api.publisher;

/** What a network can do beyond a text with media. */
public enum Feature {
    LINK_CARD,
    ALT_TEXT,
    FIRST_COMMENT,
    THREAD,
    EDIT,
    DELETE,
    METRICS,
    /** It tells the address of a post only when it is asked for it afterwards. */
    PERMALINK,
    /** It refuses a post that says the same as an earlier one; those whose doubt class is PROBE do so anyway. */
    REFUSES_REPEATS
}
