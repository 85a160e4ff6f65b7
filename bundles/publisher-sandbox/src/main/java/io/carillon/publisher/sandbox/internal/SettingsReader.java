package io.carillon.publisher.sandbox.internal;

import io.carillon.api.model.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads settings that people type, and says of each that is wrong what would be right. A blank one is not set. */
final class SettingsReader {

    private final Map<String, String> settings;
    private final List<Violation> violations;

    SettingsReader(Map<String, String> settings, List<Violation> violations) {
        this.settings = settings;
        this.violations = violations;
    }

    /** How people write a constant: {@code LOST_ANSWER} is {@code lost-answer}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(settings.get(field)).map(String::strip).filter(value -> !value.isEmpty());
    }

    <E extends Enum<E>> Optional<E> oneOf(String field, Class<E> type) {
        return text(field).flatMap(value -> {
            Optional<E> found = Arrays.stream(type.getEnumConstants())
                    .filter(constant -> word(constant).equals(word(value)))
                    .findFirst();
            if (found.isEmpty()) {
                String words = Arrays.stream(type.getEnumConstants())
                        .map(SettingsReader::word)
                        .collect(Collectors.joining(", "));
                refuse(field, "one-of", words, value, "must be one of " + words + ", or be left out");
            }
            return found;
        });
    }

    double decimal(String field, double otherwise, double max) {
        return text(field)
                .map(value -> {
                    double number = parseDouble(value);
                    if (number >= 0 && number <= max) {
                        return number;
                    }
                    String limit = "0 to " + plain(max);
                    refuse(field, "range", limit, value, "must be a number from " + limit + ", such as 0.5");
                    return otherwise;
                })
                .orElse(otherwise);
    }

    int whole(String field, int otherwise, int max) {
        return text(field)
                .map(value -> {
                    if (value.matches("[0-9]{1,10}") && Long.parseLong(value) <= max) {
                        return Integer.parseInt(value);
                    }
                    String limit = "0 to " + max;
                    refuse(field, "range", limit, value, "must be a whole number from " + limit);
                    return otherwise;
                })
                .orElse(otherwise);
    }

    void refuse(String field, String rule, String limit, String actual, String must) {
        violations.add(Violation.error(
                "settings." + field,
                rule,
                limit,
                actual,
                "The setting " + field + " " + must + "; it was '" + actual + "'."));
    }

    private static String word(String value) {
        return value.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double parseDouble(String value) {
        return value.matches("[0-9]{0,9}(\\.[0-9]{1,9})?") && !value.isEmpty() ? Double.parseDouble(value) : -1;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
