package io.carillon.rest.internal.body;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Moments as text, in the years that databases and networks know. */
public final class Moments {

    /** What an instant is, for the sentence that refuses another. */
    public static final String INSTANT_RULE = "a moment such as 2026-02-10T08:00:00Z, in the years 1 to 9999";

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Moments() {}

    /** @throws DateTimeException if the text is no {@linkplain #INSTANT_RULE such moment} */
    public static Instant instant(String text) {
        Instant instant = OffsetDateTime.parse(text).toInstant();
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new DateTimeException("Not in the years 1 to 9999: " + text);
        }
        return instant;
    }
}
