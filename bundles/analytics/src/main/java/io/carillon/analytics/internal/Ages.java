package io.carillon.analytics.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How old posts are when their figures are read, the youngest first. */
record Ages(List<Duration> all) {

    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final String RULE = "ages in etc/" + AnalyticsConfig.PID + ".cfg must be ages such as 1h, 6h, 1d:"
            + " numbers with s, m, h or d, each larger than the one before; it is '";

    Ages {
        all = List.copyOf(all);
    }

    /** @throws IllegalArgumentException if the text names no ages; it says what would be right */
    static Ages of(String text) {
        List<Duration> ages = Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(age -> parse(age, text))
                .toList();
        for (int i = 1; i < ages.size(); i++) {
            if (ages.get(i).compareTo(ages.get(i - 1)) <= 0) {
                throw new IllegalArgumentException(RULE + text + "'.");
            }
        }
        return new Ages(ages);
    }

    private static Duration parse(String age, String text) {
        Matcher matcher = AGE.matcher(age);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(RULE + text + "'.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    Duration first() {
        return all.get(0);
    }

    Duration last() {
        return all.get(all.size() - 1);
    }

    /** The largest age that something published then has reached; the first if it has reached none. */
    Duration reached(Instant publishedAt, Instant now) {
        return all.stream()
                .filter(age -> !publishedAt.plus(age).isAfter(now))
                .reduce((younger, older) -> older)
                .orElse(first());
    }

    /** The next age that is yet to come. */
    Optional<Duration> after(Instant publishedAt, Instant now) {
        return all.stream().filter(age -> publishedAt.plus(age).isAfter(now)).findFirst();
    }
}
