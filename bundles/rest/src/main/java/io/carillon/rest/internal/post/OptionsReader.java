package io.carillon.rest.internal.post;

import io.carillon.api.model.Options;
import io.carillon.rest.internal.problem.Violations;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Options as JSON: an object with texts and flags. Which there are only the networks know. */
final class OptionsReader {

    private OptionsReader() {}

    /** @param given may be null, and so may be its values: that is the same as leaving them out */
    static Options read(String field, Map<String, Object> given, Violations violations) {
        Map<String, String> texts = new HashMap<>();
        Map<String, Boolean> flags = new HashMap<>();
        (given == null ? Map.<String, Object>of() : given).forEach((name, value) -> {
            if (value instanceof String text) {
                texts.put(name, text);
            } else if (value instanceof Boolean flag) {
                flags.put(name, flag);
            } else if (value != null) {
                violations.add(
                        field + "." + name,
                        "type",
                        "text, true or false",
                        String.valueOf(value),
                        "An option is a text, true or false, not " + value + "; correct it.");
            }
        });
        return new Options(texts, flags);
    }

    static Map<String, Object> written(Options options) {
        Map<String, Object> written = new TreeMap<>(options.texts());
        written.putAll(options.flags());
        return written;
    }
}
