package io.carillon.rest.internal.post;

import io.carillon.api.model.Recurrence;
import io.carillon.rest.internal.problem.Violations;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads how a schedule comes back. Whether that makes sense is for {@code Posts} to say. */
final class RecurrenceReader {

    private static final String PREFIX = "RRULE:";

    private final String prefix;
    private final Violations violations;

    /** @param prefix of the fields, such as {@code schedule.} */
    RecurrenceReader(String prefix, Violations violations) {
        this.prefix = prefix;
        this.violations = violations;
    }

    /** Absent where it does not come back. */
    Optional<Recurrence> read(ScheduleBody body) {
        Optional<String> rule =
                Optional.ofNullable(body.rrule()).map(RecurrenceReader::normal).filter(text -> !text.isEmpty());
        List<LocalDateTime> rdates = dates("rdates", body.rdates());
        List<LocalDateTime> exdates = dates("exdates", body.exdates());
        boolean recurs = rule.isPresent() || !rdates.isEmpty() || !exdates.isEmpty();
        if (recurs && body.at() == null && body.instant() != null) {
            violations.add(
                    prefix + "at",
                    "required",
                    "",
                    "",
                    "What comes back does so by the wall clock: give its first time as 'at' with 'zone', not as 'instant'.");
            return Optional.empty();
        }
        return recurs ? Optional.of(new Recurrence(rule, rdates, exdates)) : Optional.empty();
    }

    private static String normal(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
    }

    private List<LocalDateTime> dates(String name, List<String> texts) {
        List<LocalDateTime> dates = new ArrayList<>();
        for (int i = 0; texts != null && i < texts.size(); i++) {
            String field = prefix + name + "[" + i + "]";
            String text = texts.get(i);
            try {
                dates.add(LocalDateTime.parse(text == null ? "" : text).truncatedTo(ChronoUnit.MICROS));
            } catch (DateTimeException e) {
                violations.add(field, "format", "ISO 8601", text == null ? "" : text, hint(text == null ? "" : text));
            }
        }
        return dates;
    }

    private static String hint(String text) {
        String wanted = "is a local time in the schedule's zone, such as 2026-02-10T09:00:00";
        if (text.contains("/")) {
            return "A post has no length, so each of these " + wanted + ", not a period.";
        }
        if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return "Each of these " + wanted + ": say at what time of that day.";
        }
        if (text.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)$")) {
            return "Each of these " + wanted + ", without an offset.";
        }
        return "Each of these " + wanted + "; it was '" + text + "'.";
    }
}
