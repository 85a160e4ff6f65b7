package io.carillon.publisher.sandbox.internal;

import io.carillon.api.model.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The name of an account on the wall. Whoever uses the same handle is the same account there. */
record Handle(String value) {

    static final String SETTING = "handle";

    private static final String DEFAULT = "@sandbox";

    /** The handle that the settings ask for, and what is wrong with it; then the default stands in. */
    record Read(Handle handle, List<Violation> violations) {}

    static Read read(Map<String, String> settings) {
        List<Violation> violations = new ArrayList<>();
        SettingsReader reader = new SettingsReader(settings, violations);
        String wanted = reader.text(SETTING).orElse(DEFAULT);
        String handle = wanted.startsWith("@") ? wanted : "@" + wanted;
        if (!handle.matches("@[A-Za-z0-9_][A-Za-z0-9_.\\-]{0,29}")) {
            reader.refuse(
                    SETTING,
                    "format",
                    "1 to 30 letters, digits, '_', '-' or '.'",
                    wanted,
                    "must be 1 to 30 letters, digits, '_', '-' or '.', such as @red.door");
            return new Read(new Handle(DEFAULT), violations);
        }
        return new Read(new Handle(handle), violations);
    }

    /** {@code @red.door} is Red Door. */
    String displayName() {
        StringBuilder name = new StringBuilder();
        for (String word : value.substring(1).split("[_.\\-]+")) {
            if (!word.isEmpty()) {
                name.append(name.isEmpty() ? "" : " ")
                        .append(Character.toUpperCase(word.charAt(0)))
                        .append(word.substring(1));
            }
        }
        return name.isEmpty() ? value : name.toString();
    }
}
