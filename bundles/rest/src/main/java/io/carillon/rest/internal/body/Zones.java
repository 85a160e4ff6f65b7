package io.carillon.rest.internal.body;

import io.carillon.api.model.TimeZones;
import io.carillon.rest.internal.problem.Violations;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** IANA zones as text. */
public final class Zones {

    private static final String EXAMPLE = "Europe/Berlin";

    private Zones() {}

    /** Its name as the API writes it. */
    public static String text(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** The zone; empty, with a violation that says what is wrong, if there is none of that name. */
    public static Optional<ZoneId> parse(String field, String text, Violations violations) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        Optional<ZoneId> zone = known(text).filter(found -> known.contains(found.getId()));
        if (zone.isPresent()) {
            return zone;
        }
        String meant = known.stream()
                .filter(id -> id.equalsIgnoreCase(text.strip().replace(' ', '_')))
                .findFirst()
                .map(id -> "Did you mean " + id + "?")
                .orElse("Use an IANA zone such as " + EXAMPLE + ".");
        violations.add(field, "zone", "IANA zone", text, "There is no zone '" + text + "'. " + meant);
        return Optional.empty();
    }

    private static Optional<ZoneId> known(String text) {
        try {
            return TimeZones.find(text);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
