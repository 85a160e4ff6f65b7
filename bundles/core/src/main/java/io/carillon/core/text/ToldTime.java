package io.carillon.core.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments in sentences for people. */
public final class ToldTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm '('VV')'", Locale.ENGLISH);

    private ToldTime() {}

    /** Such as {@code 1 March 2027 at 11:00 (Europe/Berlin)}. */
    public static String of(Instant moment, ZoneId zone) {
        return FORMAT.format(moment.atZone(zone));
    }
}
