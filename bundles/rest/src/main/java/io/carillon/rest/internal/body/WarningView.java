package io.carillon.rest.internal.body;

import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Violation;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Something that a person should know of what was read; its parts are those of an error. */
public record WarningView(String field, String rule, String limit, String actual, String message) {

    public static WarningView of(Violation violation) {
        return new WarningView(
                violation.field(), violation.rule(), violation.limit(), violation.actual(), violation.message());
    }

    /**
     * What there is to say of a zone: nothing, where the server knows it.
     *
     * @param consequence of not knowing it, a sentence
     */
    public static List<WarningView> ofZone(String field, Optional<ZoneId> zone, String consequence) {
        return zone.flatMap(one -> TimeZones.warning(field, one, consequence)).stream()
                .map(WarningView::of)
                .toList();
    }
}
