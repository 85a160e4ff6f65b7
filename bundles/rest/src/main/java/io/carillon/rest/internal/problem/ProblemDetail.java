package io.carillon.rest.internal.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.api.model.Violation;
import java.util.List;
import java.util.Locale;

/**
 * An error as RFC 9457 tells it.
 *
 * @param type stable; {@code urn:carillon:problem:} and the code
 * @param detail a sentence that its reader can act on
 * @param code stable, lower case with hyphens
 * @param errors one for each rule that was broken; empty where none was
 */
public record ProblemDetail(String type, String title, int status, String detail, String code, List<Item> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDetail {
        errors = List.copyOf(errors);
    }

    public static ProblemDetail of(int status, String code, String detail) {
        return of(status, code, detail, List.of());
    }

    public static ProblemDetail of(int status, String code, String detail, List<Violation> violations) {
        String words = code.replace('-', ' ');
        String title = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        List<Item> items = violations.stream().map(Item::of).toList();
        return new ProblemDetail("urn:carillon:problem:" + code, title, status, detail, code, items);
    }

    /** One broken rule; {@code account} is left out where it concerns the whole request. */
    public record Item(
            @JsonInclude(JsonInclude.Include.NON_NULL) String account,
            String field,
            String rule,
            String limit,
            String actual,
            String message) {

        static Item of(Violation violation) {
            return new Item(
                    violation.account().map(Object::toString).orElse(null),
                    violation.field(),
                    violation.rule(),
                    violation.limit(),
                    violation.actual(),
                    violation.message());
        }
    }
}
