package io.carillon.api.model;

import java.util.Objects;

/**
 * Why something went wrong, for a program and for a person. It may quote a network: both texts are made {@link
 * PlainText#shown plain}.
 *
 * @param code stable, lower case with hyphens, such as {@code account-needs-reconnect}
 * @param detail a sentence that its reader can act on
 */
public record Problem(String code, String detail) {

    /** The code where it goes out at another instant than before, since the rules of its zone have changed. */
    public static final String ZONE_RULES_CHANGED = "zone-rules-changed";

    /** The code where nothing can be sent until a publisher for its network is there. */
    public static final String PUBLISHER_ABSENT = "publisher-absent";

    /** The code of an account whose network no longer takes its grant. */
    public static final String GRANT_REVOKED = "grant-revoked";

    /** The code of an account whose network refused to renew its grant, and with that ended it for all that live by it. */
    public static final String GRANT_ENDED = "grant-ended";

    /** The code of an account whose grant ends and cannot be renewed. */
    public static final String CONSENT_ENDS = "consent-ends";

    /** The code of an account whose grant was sealed with a key that the vault does not have. */
    public static final String VAULT_KEY_LOST = "vault-key-lost";

    /** The code of an account whose sealed grant was damaged, or put in its place by somebody. */
    public static final String GRANT_UNREADABLE = "grant-unreadable";

    public Problem {
        code = PlainText.shown(Objects.requireNonNull(code, "code"));
        detail = PlainText.shown(Objects.requireNonNull(detail, "detail"));
    }

    /**
     * What is said of a delivery that waits for a publisher.
     *
     * @param isStep whether it follows another
     */
    public static Problem publisherAbsent(Platform platform, boolean isStep) {
        String what = isStep
                ? "Nothing that follows up on posts of " + platform + " is installed. "
                : "No publisher for " + platform + " is installed. ";
        return new Problem(PUBLISHER_ABSENT, what + "It goes out as soon as one is, unless it is too late by then.");
    }
}
