package io.carillon.core.recurrence;

import static io.carillon.api.model.Violation.error;

import io.carillon.api.model.Violation;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the text of a recurrence rule against RFC 5545, section 3.3.10, and against what Carillon plans. */
final class RuleCheck {

    static final int MAX_LENGTH = 500;
    static final int MAX_COUNT = 10_000;
    static final int MAX_INTERVAL = 10_000;

    private static final String FIELD = "schedule.rrule";
    private static final Set<String> FREQUENCIES = Set.of("MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final Set<String> DAYS = Set.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");

    private final String text;
    private final Map<String, String> parts = new HashMap<>();
    private final List<Violation> problems = new ArrayList<>();

    private RuleCheck(String text) {
        this.text = text;
    }

    /** Everything that is wrong with it. */
    static List<Violation> check(String text) {
        if (text.length() > MAX_LENGTH) {
            return List.of(error(
                    FIELD,
                    "max-length",
                    String.valueOf(MAX_LENGTH),
                    String.valueOf(text.length()),
                    "A rule has at most " + MAX_LENGTH + " characters; make two posts of it."));
        }
        RuleCheck check = new RuleCheck(Rule.normal(text));
        check.split();
        if (check.problems.isEmpty()) {
            check.parts.forEach(check::part);
            check.together();
        }
        return check.problems;
    }

    private void split() {
        for (String part : text.split(";", -1)) {
            int sign = part.indexOf('=');
            if (sign < 1 || sign == part.length() - 1) {
                refuse(
                        "syntax",
                        "NAME=VALUE",
                        part,
                        "Write a rule as parts with ; between them, such as FREQ=WEEKLY;BYDAY=MO.");
            } else if (parts.put(part.substring(0, sign), part.substring(sign + 1)) != null) {
                refuse("unique", "1", part, part.substring(0, sign) + " is there twice; leave one out.");
            }
        }
    }

    private void part(String name, String value) {
        switch (name) {
            case "FREQ" -> frequency(value);
            case "INTERVAL" -> number(name, value, 1, MAX_INTERVAL);
            case "COUNT" -> number(name, value, 1, MAX_COUNT);
            case "UNTIL" -> until(value);
            case "BYSECOND" -> second(value);
            case "BYMINUTE" -> numbers(name, value, 0, 59, false);
            case "BYHOUR" -> numbers(name, value, 0, 23, false);
            case "BYDAY" -> days(value);
            case "BYMONTHDAY" -> numbers(name, value, 1, 31, true);
            case "BYYEARDAY" -> numbers(name, value, 1, 366, true);
            case "BYWEEKNO" -> numbers(name, value, 1, 53, true);
            case "BYMONTH" -> numbers(name, value, 1, 12, false);
            case "BYSETPOS" -> numbers(name, value, 1, 366, true);
            case "WKST" -> {
                if (!DAYS.contains(value)) {
                    refuse("one-of", "MO to SU", value, "WKST is a day of the week such as MO.");
                }
            }
            default ->
                refuse(
                        "known-part",
                        "RFC 5545",
                        name,
                        "A rule has no part " + name
                                + "; it has FREQ, INTERVAL, COUNT or UNTIL, WKST and those that begin with BY.");
        }
    }

    private void frequency(String value) {
        if (value.equals("SECONDLY")) {
            refuse(
                    "max-frequency",
                    "once a minute",
                    value,
                    "A post can come back once a minute at most; use FREQ=MINUTELY or less.");
        } else if (!FREQUENCIES.contains(value)) {
            refuse(
                    "one-of",
                    "MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY",
                    value,
                    "FREQ is MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY.");
        }
    }

    private void second(String value) {
        numbers("BYSECOND", value, 0, 59, false);
        if (value.contains(",")) {
            refuse(
                    "max-frequency",
                    "once a minute",
                    value,
                    "A post can come back once a minute at most; name one second.");
        }
    }

    private void until(String value) {
        boolean formed = value.matches("\\d{8}(T\\d{6}Z?)?");
        try {
            if (formed) {
                Rule.requireTime(value);
                return;
            }
        } catch (DateTimeException e) {
            formed = false;
        }
        refuse(
                "format",
                "20261231T235959Z",
                value,
                "UNTIL is a moment in UTC such as 20261231T235959Z, a local time such as 20261231T235959 or a date such"
                        + " as 20261231.");
    }

    private void days(String value) {
        for (String day : value.split(",", -1)) {
            if (!day.matches("([+-]?[1-9]\\d?)?(MO|TU|WE|TH|FR|SA|SU)") || Math.abs(ordinal(day)) > 53) {
                refuse(
                        "one-of",
                        "MO to SU",
                        day,
                        "BYDAY has days such as MO, and in months and years such as 1MO or -1FR.");
            }
        }
    }

    private static int ordinal(String day) {
        String number = day.substring(0, day.length() - 2);
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }

    private void numbers(String name, String value, int least, int most, boolean backward) {
        for (String one : value.split(",", -1)) {
            boolean right = one.matches(backward ? "[+-]?\\d{1,4}" : "\\d{1,4}")
                    && Math.abs(Integer.parseInt(one)) >= least
                    && Math.abs(Integer.parseInt(one)) <= most;
            if (!right) {
                range(name, one, least, most, backward ? ", or as many from the end such as -1" : "");
            }
        }
    }

    private void number(String name, String value, int least, int most) {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            range(name, value, least, most, "");
        }
    }

    private void range(String name, String value, int least, int most, String more) {
        refuse(
                "range",
                least + " to " + most,
                value,
                name + " goes from " + least + " to " + most + more + "; it was " + value + ".");
    }

    /** The table of section 3.3.10: which parts go with which frequency. */
    private void together() {
        String frequency = parts.getOrDefault("FREQ", "");
        if (frequency.isEmpty()) {
            refuse(
                    "required",
                    "FREQ",
                    text,
                    "A rule says how often: begin it with FREQ=DAILY, FREQ=WEEKLY or the like.");
        }
        if (parts.containsKey("COUNT") && parts.containsKey("UNTIL")) {
            refuse("count-or-until", "one of both", text, "A rule ends by COUNT or by UNTIL; leave one of them out.");
        }
        notWith("BYWEEKNO", frequency, Set.of("MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY"));
        notWith("BYYEARDAY", frequency, Set.of("DAILY", "WEEKLY", "MONTHLY"));
        notWith("BYMONTHDAY", frequency, Set.of("WEEKLY"));
        boolean ordinals = parts.getOrDefault("BYDAY", "").matches(".*\\d.*");
        boolean counted = frequency.equals("MONTHLY") || frequency.equals("YEARLY") && !parts.containsKey("BYWEEKNO");
        if (ordinals && !counted) {
            refuse(
                    "goes-with",
                    "MONTHLY, YEARLY",
                    parts.get("BYDAY"),
                    "Days are counted, as in 1MO, in months and years only (and not beside BYWEEKNO); write MO.");
        }
        if (parts.containsKey("BYSETPOS")
                && parts.keySet().stream().filter(name -> name.startsWith("BY")).count() == 1) {
            refuse(
                    "goes-with",
                    "another BY part",
                    text,
                    "BYSETPOS chooses among what other parts give, such as BYDAY; add one.");
        }
    }

    private void notWith(String name, String frequency, Set<String> frequencies) {
        if (parts.containsKey(name) && frequencies.contains(frequency)) {
            refuse("goes-with", "another FREQ", name, name + " does not go with FREQ=" + frequency + "; leave it out.");
        }
    }

    private void refuse(String rule, String limit, String actual, String message) {
        problems.add(error(FIELD, rule, limit, actual, message));
    }
}
