package io.carillon.rest.internal.body;

import io.carillon.api.model.TimeZones;
import io.carillon.rest.internal.problem.Violations;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** IANA zones as text. */
public final class Zones {

    private Zones() {}

    /** Its name as the API writes it. */
    public static String text(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** The zone; empty, with a violation that says what is wrong, if there is none of that name. */
    public static Optional<ZoneId> parse(String field, String text, Violations violations) {
        try {
            return Optional.of(TimeZones.typed(text));
        } catch (DateTimeException e) {
            violations.add(field, "zone", "IANA zone", text, e.getMessage());
            return Optional.empty();
        }
    }
}
