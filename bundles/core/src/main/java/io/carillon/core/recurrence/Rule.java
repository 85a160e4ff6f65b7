package io.carillon.core.recurrence;

import io.carillon.api.model.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The parts of a recurrence rule (RFC 5545, section 3.3.10), such as {@code FREQ=WEEKLY;BYDAY=MO}. */
record Rule(Map<String, String> parts) {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    /** Splits a rule that {@link RuleCheck} found right. */
    static Rule parse(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : normal(text).split(";")) {
            int sign = part.indexOf('=');
            parts.put(part.substring(0, sign), part.substring(sign + 1));
        }
        return new Rule(parts);
    }

    /** Case means nothing, and whoever copies a line of a calendar copies its name too. */
    static String normal(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return upper.startsWith("RRULE:") ? upper.substring("RRULE:".length()) : upper;
    }

    Optional<String> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    String frequency() {
        return parts.get("FREQ");
    }

    int interval() {
        return part("INTERVAL").map(Integer::parseInt).orElse(1);
    }

    OptionalInt count() {
        return part("COUNT").map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    boolean isWithinDays() {
        return frequency().equals("HOURLY") || frequency().equals("MINUTELY");
    }

    /** Whether a local start is not beyond the end that the rule names. */
    Predicate<LocalDateTime> until(ZoneId zone) {
        String until = part("UNTIL").orElse("");
        if (until.isEmpty()) {
            return start -> true;
        }
        if (until.endsWith("Z")) {
            Instant last = utc(until);
            return start -> !Schedule.at(start, zone).instant().isAfter(last);
        }
        LocalDateTime last = local(until);
        return start -> !start.isAfter(last);
    }

    private static Instant utc(String until) {
        return LocalDateTime.parse(until.substring(0, until.length() - 1), LOCAL)
                .toInstant(ZoneOffset.UTC);
    }

    /** A date means all of it. */
    private static LocalDateTime local(String until) {
        return until.contains("T")
                ? LocalDateTime.parse(until, LOCAL)
                : LocalDate.parse(until, DATE).atTime(LocalTime.MAX);
    }

    /** @throws java.time.DateTimeException if there is no such time */
    static void requireTime(String until) {
        if (until.endsWith("Z")) {
            utc(until);
        } else {
            local(until);
        }
    }

    Rule with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parts);
        changed.put(name, value);
        return new Rule(changed);
    }

    Rule without(String... names) {
        Map<String, String> fewer = new LinkedHashMap<>(parts);
        for (String name : names) {
            fewer.remove(name);
        }
        return new Rule(fewer);
    }

    /** The rule that goes on up to, but without, a local start. */
    Rule endingBefore(LocalDateTime start) {
        return with("UNTIL", LOCAL.format(start.minusSeconds(1)));
    }

    @Override
    public String toString() {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(";"));
    }
}
