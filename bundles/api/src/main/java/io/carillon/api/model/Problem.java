package io.carillon.api.model;

import java.util.Objects;

/**
 * Why something went wrong, for a program and for a person.
 *
 * @param code stable, lower case with hyphens, such as {@code account-needs-reconnect}
 * @param detail a sentence that its reader can act on
 */
public record Problem(String code, String detail) {

    /** The code where it goes out at another instant than before, since the rules of its zone have changed. */
    public static final String ZONE_RULES_CHANGED = "zone-rules-changed";

    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
    }
}
