package io.carillon.rest.internal.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.carillon.api.model.Violation;
import java.io.CharConversionException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON body: where, what was expected, and what to do. */
final class JsonProblems {

    private static final int MAX_ACTUAL = 80;

    private JsonProblems() {}

    static ProblemDetail of(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return invalid(unknownProperty(unknown));
        }
        if (e.getCause() instanceof JsonParseException || e.getCause() instanceof StreamConstraintsException) {
            // Its text is wrong, whatever field was being read.
            return malformed((JsonProcessingException) e.getCause());
        }
        if (isTrailing(e)) {
            return malformed(e, "something follows the end of the value.");
        }
        if (e instanceof MismatchedInputException mismatch) {
            return invalid(wrongType(mismatch));
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = path(mapping);
            return invalid(Violation.error(
                    field, "value", "", "", "The value of '" + field + "' cannot be read: " + e.getOriginalMessage()));
        }
        return malformed(e);
    }

    /** For bytes that are no text in the encoding that they begin in. */
    static ProblemDetail of(CharConversionException e) {
        return malformed("", "its bytes are not in UTF-8.");
    }

    /** Jackson has no exception of its own for this. */
    private static boolean isTrailing(JsonProcessingException e) {
        return e instanceof MismatchedInputException && e.getOriginalMessage().startsWith("Trailing token");
    }

    private static ProblemDetail malformed(JsonProcessingException e) {
        return malformed(e, firstSentence(e.getOriginalMessage()));
    }

    private static ProblemDetail malformed(JsonProcessingException e, String reason) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
        return malformed(where, reason);
    }

    private static ProblemDetail malformed(String where, String reason) {
        String message = "The body is not valid JSON" + (where.isEmpty() ? "" : " at " + where) + ": " + reason
                + " Correct it there and send it again.";
        return ProblemDetail.of(
                400, "malformed-json", message, List.of(Violation.error("", "json", "RFC 8259", where, message)));
    }

    private static ProblemDetail invalid(Violation violation) {
        return ProblemDetail.of(422, "invalid", violation.message(), List.of(violation));
    }

    private static Violation unknownProperty(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        String names = known == null
                ? ""
                : known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        return Violation.error(
                path(e),
                "unknown-property",
                names,
                e.getPropertyName(),
                "There is no property '" + e.getPropertyName() + "' here. Known are: " + names + ".");
    }

    private static Violation wrongType(MismatchedInputException e) {
        String field = path(e);
        String expected = expected(e.getTargetType());
        String actual = e instanceof InvalidFormatException format ? shorten(String.valueOf(format.getValue())) : "";
        String subject = field.isEmpty() ? "The body" : "'" + field + "'";
        String given = actual.isEmpty() ? "" : "; it was '" + actual + "'";
        return Violation.error(field, "type", expected, actual, subject + " must be " + expected + given + ".");
    }

    private static String expected(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    /** As people write it: {@code media[2].altText}. */
    private static String path(JsonMappingException e) {
        StringBuilder text = new StringBuilder();
        for (Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                text.append('[').append(step.getIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return text.toString();
    }

    private static String firstSentence(String message) {
        String line = message == null
                ? "it ends too early"
                : message.lines().findFirst().orElse("");
        return line.endsWith(".") ? line : line + ".";
    }

    private static String shorten(String text) {
        return text.length() <= MAX_ACTUAL ? text : text.substring(0, MAX_ACTUAL) + "…";
    }
}
