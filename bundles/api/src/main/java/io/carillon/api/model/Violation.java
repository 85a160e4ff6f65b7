package io.carillon.api.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One rule that some input breaks, with what would be right.
 *
 * @param account that it concerns; absent where it concerns the whole request
 * @param field as the API names it, such as {@code schedule.zone} or {@code media[2]}
 * @param rule stable, lower case with hyphens, such as {@code max-length}
 * @param limit what the rule allows, empty where that has no short form
 * @param actual what was given, empty where that has no short form
 * @param message a sentence with the fix
 */
public record Violation(
        Optional<AccountId> account,
        String field,
        String rule,
        String limit,
        String actual,
        Severity severity,
        String message) {

    public Violation {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(actual, "actual");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(message, "message");
    }

    public enum Severity {
        /** Nothing is stored or sent. */
        ERROR,
        /** It goes ahead; the person should know. */
        WARNING
    }

    public static Violation error(String field, String rule, String limit, String actual, String message) {
        return new Violation(Optional.empty(), field, rule, limit, actual, Severity.ERROR, message);
    }

    public static Violation warning(String field, String rule, String limit, String actual, String message) {
        return new Violation(Optional.empty(), field, rule, limit, actual, Severity.WARNING, message);
    }

    public Violation withField(String other) {
        return new Violation(account, other, rule, limit, actual, severity, message);
    }

    public Violation forAccount(AccountId id) {
        return new Violation(Optional.of(id), field, rule, limit, actual, severity, message);
    }
}
