package io.carillon.api.model;

/** The one rule that every identifier keeps: safe in a URL, a file name, a log line and an indexed column. */
final class Identifiers {

    private static final int LONGEST = 64;

    private Identifiers() {}

    static void require(String type, String value) {
        if (value == null || !isKept(value)) {
            throw new IllegalArgumentException(
                    type + " must be 1 to 64 letters, digits, '_', '-' or '.', starting with a"
                            + " letter or a digit; it was " + (value == null ? "null" : "'" + value + "'"));
        }
    }

    /** By hand: each post that is published is told by a dozen identifiers, and a regular expression is ten times slower. */
    private static boolean isKept(String value) {
        if (value.isEmpty() || value.length() > LONGEST || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
    }
}
