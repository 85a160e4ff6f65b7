package io.carillon.api.model;

import java.util.regex.Pattern;

/** The one rule that every identifier keeps: safe in a URL, a file name, a log line and an indexed column. */
final class Identifiers {

    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.\\-]{0,63}");

    private Identifiers() {}

    static void require(String type, String value) {
        if (value == null || !RULE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    type + " must be 1 to 64 letters, digits, '_', '-' or '.', starting with a"
                            + " letter or a digit; it was " + (value == null ? "null" : "'" + value + "'"));
        }
    }
}
