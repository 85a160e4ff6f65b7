package io.carillon.rest.internal.post;

import io.carillon.api.model.Violation;
import io.carillon.api.service.Series.Reach;
import io.carillon.rest.internal.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;

/** Which part of a recurring post a request is about: {@code ?scope=THIS|FOLLOWING|ALL&occurrence=}. */
record Part(Reach reach, LocalDateTime occurrence) {

    private static final String SCOPES = "THIS, FOLLOWING, ALL";

    /** Both as they were sent, null where they were not; empty if it is about all of the post. */
    static Optional<Part> of(String scope, String occurrence) {
        boolean named = occurrence != null && !occurrence.isEmpty();
        String reach = scope == null ? "" : scope.strip().toUpperCase(Locale.ROOT);
        switch (reach) {
            case "THIS", "FOLLOWING" -> {
                return Optional.of(new Part(Reach.valueOf(reach), occurrence(occurrence, named)));
            }
            case "", "ALL" -> {
                if (named) {
                    throw invalid(
                            "scope",
                            "required",
                            "THIS, FOLLOWING",
                            reach,
                            "Say how far a change of this occurrence reaches: scope=THIS or scope=FOLLOWING.");
                }
                return Optional.empty();
            }
            default ->
                throw invalid(
                        "scope", "one-of", SCOPES, scope, "scope is one of " + SCOPES + "; it was '" + scope + "'.");
        }
    }

    /** Only one occurrence can be published at once. */
    void requireThis() {
        if (reach != Reach.THIS) {
            throw invalid("scope", "one-of", "THIS", reach.name(), "One occurrence can be published now: scope=THIS.");
        }
    }

    private static LocalDateTime occurrence(String text, boolean named) {
        if (!named) {
            throw invalid(
                    "occurrence",
                    "required",
                    "",
                    "",
                    "Say which occurrence by its original local start, as its delivery has it: occurrence=2026-02-10T09:00:00.");
        }
        try {
            return LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw invalid(
                    "occurrence",
                    "format",
                    "ISO 8601",
                    text,
                    "occurrence is a local time such as 2026-02-10T09:00:00; it was '" + text + "'.");
        }
    }

    private static ProblemException invalid(String field, String rule, String limit, String actual, String message) {
        return ProblemException.badRequest("invalid-parameter", Violation.error(field, rule, limit, actual, message));
    }
}
