package io.carillon.api.publisher;

/** What a network offers for settling whether a call whose answer was lost did publish. */
public enum DoubtClass {
    /** Repeating the call under the same key is harmless. */
    KEYED,
    /** The network can be asked what the account has published. */
    READABLE,
    /** The network refuses duplicates, so one declared re-send tells. */
    PROBE,
    /** Nothing: a person decides, with the evidence. */
    NONE
}
