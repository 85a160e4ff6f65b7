package io.carillon.rest.internal.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes iCalendar content lines (RFC 5545, section 3.1). Not thread-safe. */
final class ContentLines {

    /** Octets of a line without its end; a longer one is folded. */
    private static final int LINE = 75;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder out = new StringBuilder();

    /** A property whose value needs no escaping. */
    ContentLines add(String name, String value) {
        int octets = 0;
        String line = name + ":" + value;
        for (int i = 0; i < line.length(); ) {
            int point = line.codePointAt(i);
            String one = Character.toString(point);
            int size = one.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE) {
                // The space that marks what was folded counts too.
                out.append("\r\n ");
                octets = 1;
            }
            out.append(one);
            octets += size;
            i += Character.charCount(point);
        }
        out.append("\r\n");
        return this;
    }

    /** A property of the type TEXT (section 3.3.11). */
    ContentLines text(String name, String value) {
        StringBuilder escaped = new StringBuilder();
        value.replace("\r\n", "\n").codePoints().forEach(point -> {
            switch (point) {
                case '\\', ';', ',' -> escaped.append('\\').appendCodePoint(point);
                case '\n', '\r', '\u2028', '\u2029' -> escaped.append("\\n");
                case '\t' -> escaped.append('\t');
                default -> escaped.appendCodePoint(Character.isISOControl(point) ? ' ' : point);
            }
        });
        return add(name, escaped.toString());
    }

    /** A moment in UTC (section 3.3.5, form 2), to the second. */
    ContentLines moment(String name, Instant at) {
        return add(name, UTC.format(at));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
