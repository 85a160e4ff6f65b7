package io.carillon.rest.internal.calendar;

import io.carillon.api.model.PostId;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Calendar;
import io.carillon.api.service.Calendar.Entry;
import io.carillon.api.store.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workspace's posts as an iCalendar stream (RFC 5545): from four weeks ago to thirteen weeks ahead, whole weeks of days
 * in UTC, so that it says the same all day. Where there is too much for a calendar program, the weeks farthest from today
 * are left out.
 */
final class Feed {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int WEEKS_AHEAD = 13;
    private static final int WEEKS_BACK = 4;

    /** How many entries may be there before the next week is left out. */
    private static final int MAX_ENTRIES = 5_000;

    private record Key(PostId post, Optional<LocalDateTime> occurrence) {}

    private final Calendar calendar;
    private final WorkspaceId workspace;

    Feed(Calendar calendar, WorkspaceId workspace) {
        this.calendar = calendar;
        this.workspace = workspace;
    }

    /** @param name of the calendar, as programs show it */
    String write(String name, Instant now) {
        ContentLines out = new ContentLines()
                .add("BEGIN", "VCALENDAR")
                .add("VERSION", "2.0")
                .add("PRODID", "-//Carillon//Carillon//EN")
                .add("CALSCALE", "GREGORIAN")
                .text("NAME", name)
                .text("X-WR-CALNAME", name)
                .add("REFRESH-INTERVAL;VALUE=DURATION", "PT15M")
                .add("X-PUBLISHED-TTL", "PT15M");
        List<FeedEvent> events = events(now.truncatedTo(ChronoUnit.DAYS));
        if (events.isEmpty()) {
            writeZone(out);
        }
        events.forEach(event -> event.write(out));
        return out.add("END", "VCALENDAR").toString();
    }

    /** A calendar must have some component (section 3.6). */
    private static void writeZone(ContentLines out) {
        out.add("BEGIN", "VTIMEZONE")
                .add("TZID", "Etc/UTC")
                .add("BEGIN", "STANDARD")
                .add("DTSTART", "19700101T000000")
                .add("TZOFFSETFROM", "+0000")
                .add("TZOFFSETTO", "+0000")
                .add("END", "STANDARD")
                .add("END", "VTIMEZONE");
    }

    private List<FeedEvent> events(Instant today) {
        Map<Key, List<Entry>> posts = new LinkedHashMap<>();
        entries(today).forEach(entry -> posts.computeIfAbsent(
                        new Key(entry.post().id(), entry.occurrence()), key -> new ArrayList<>())
                .add(entry));
        return posts.values().stream()
                .flatMap(FeedEvent::of)
                .sorted(Comparator.comparing(FeedEvent::due).thenComparing(FeedEvent::uid))
                .toList();
    }

    private List<Entry> entries(Instant today) {
        List<Entry> all = new ArrayList<>();
        for (int week = 0; week < WEEKS_AHEAD && all.size() < MAX_ENTRIES; week++) {
            read(today.plus(WEEK.multipliedBy(week)), all);
            if (week < WEEKS_BACK && all.size() < MAX_ENTRIES) {
                read(today.minus(WEEK.multipliedBy(week + 1L)), all);
            }
        }
        return all;
    }

    private void read(Instant from, List<Entry> all) {
        Optional<String> cursor = Optional.empty();
        do {
            Calendar.Span span =
                    calendar.between(workspace, from, from.plus(WEEK), new PageRequest(PageRequest.MAX_LIMIT, cursor));
            all.addAll(span.entries());
            cursor = span.next();
        } while (cursor.isPresent() && all.size() < MAX_ENTRIES);
    }
}
