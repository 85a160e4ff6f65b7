package io.carillon.rest.internal.account;

import io.carillon.rest.internal.problem.Violations;
import java.util.Map;

/** A network's settings as a person sends them. */
public final class AccountSettings {

    private AccountSettings() {}

    /** The settings, none if there are none; what is wrong with them is added to the violations. */
    public static Map<String, String> read(Map<String, String> sent, Violations violations) {
        if (sent == null) {
            return Map.of();
        }
        sent.forEach((name, value) -> {
            if (value == null) {
                violations.add(
                        "settings." + name, "type", "a string", "null", "Leave out what has no value: '" + name + "'.");
            }
        });
        return sent;
    }
}
