package io.carillon.core.internal.post;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.PostId;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.Violation;
import io.carillon.api.model.WorkspaceId;
import io.carillon.api.service.Calendar;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.DeliveryQuery;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostStore;
import io.carillon.api.store.SeriesStore;
import io.carillon.core.recurrence.Occurrences;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Reads the calendar: deliveries by their index, a page at a time, and before them what series have beyond their horizon.
 * A cursor says in which of the two lists the next page begins.
 */
@Component(service = Calendar.class)
public final class CalendarService implements Calendar {

    private static final int MAX_SERIES = 500;
    private static final int MAX_OF_SERIES = 1_000;
    private static final int MAX_AHEAD = 5_000;

    private static final String AHEAD = "a";
    private static final String DELIVERIES = "d";

    private static final Comparator<Entry> LATEST_FIRST = Comparator.comparing(Entry::due)
            .thenComparing(entry -> entry.post().id())
            .thenComparing(entry -> entry.account().value())
            .reversed();

    private record Ahead(List<Entry> entries, boolean complete) {}

    private final PostStore posts;
    private final SeriesStore series;

    @Activate
    public CalendarService(@Reference PostStore posts, @Reference SeriesStore series) {
        this.posts = posts;
        this.series = series;
    }

    @Override
    public Span between(WorkspaceId workspace, Instant from, Instant to, PageRequest page) {
        String cursor = page.cursor().orElse(AHEAD + "0");
        if (cursor.startsWith(DELIVERIES)) {
            return deliveries(workspace, from, to, List.of(), page.limit(), Optional.of(cursor.substring(1)), true);
        }
        int start = offset(cursor);
        Ahead ahead = ahead(workspace, from, to);
        int end = Math.min(ahead.entries().size(), start + page.limit());
        List<Entry> shown = ahead.entries().subList(Math.min(start, end), end);
        return shown.size() == page.limit()
                ? new Span(shown, Optional.of(AHEAD + end), ahead.complete())
                : deliveries(
                        workspace, from, to, shown, page.limit() - shown.size(), Optional.empty(), ahead.complete());
    }

    private static int offset(String cursor) {
        if (!cursor.matches(AHEAD + "\\d{1,9}")) {
            throw new InvalidException(Violation.error(
                    "cursor", "format", "", cursor, "This cursor is none that was given out; start without one."));
        }
        return Integer.parseInt(cursor.substring(1));
    }

    private Span deliveries(
            WorkspaceId workspace,
            Instant from,
            Instant to,
            List<Entry> before,
            int limit,
            Optional<String> cursor,
            boolean complete) {
        DeliveryQuery query =
                new DeliveryQuery(workspace, Set.of(), Optional.empty(), Optional.of(from), Optional.of(to));
        Page<Delivery> found = posts.listDeliveries(query, new PageRequest(limit, cursor));
        // What was taken off the calendar keeps the time that it had.
        List<Delivery> shown = found.items().stream()
                .filter(delivery -> delivery.state() != DeliveryState.DRAFT)
                .toList();
        Map<PostId, StoredPost> known =
                series.posts(workspace, shown.stream().map(Delivery::post).toList());
        List<Entry> entries = new ArrayList<>(before);
        shown.stream()
                .filter(delivery -> known.containsKey(delivery.post()))
                .forEach(delivery -> entries.add(Entry.of(known.get(delivery.post()), delivery)));
        return new Span(entries, found.next().map(next -> DELIVERIES + next), complete);
    }

    private Ahead ahead(WorkspaceId workspace, Instant from, Instant to) {
        List<StoredPost> going = series.notPlannedTo(workspace, to, MAX_SERIES);
        List<Entry> entries = new ArrayList<>();
        boolean complete = going.size() < MAX_SERIES;
        for (StoredPost post : going) {
            if (!TimeZones.isKnown(post.post().schedule().orElseThrow().zone())) {
                complete = false;
                continue;
            }
            List<Entry> own = unfold(post, from, to).limit(MAX_OF_SERIES + 1L).toList();
            complete &= own.size() <= MAX_OF_SERIES && entries.size() < MAX_AHEAD;
            if (entries.size() < MAX_AHEAD) {
                entries.addAll(own);
            }
        }
        entries.sort(LATEST_FIRST);
        return new Ahead(entries, complete);
    }

    private static Stream<Entry> unfold(StoredPost post, Instant from, Instant to) {
        Schedule schedule = post.post().schedule().orElseThrow();
        Occurrences occurrences = Occurrences.of(schedule);
        LocalDateTime planned = post.horizon().orElseThrow().plannedTo();
        LocalDateTime first = LocalDateTime.ofInstant(from, schedule.zone()).minusDays(1);
        return occurrences
                .from(planned.isAfter(first) ? planned : first)
                .takeWhile(start -> occurrences.instant(start).isBefore(to))
                .filter(start -> !occurrences.instant(start).isBefore(from))
                .flatMap(start -> post.post().accounts().stream()
                        .map(account -> Entry.ahead(post, account, occurrences.instant(start), start)));
    }
}
