package io.carillon.rest.internal.calendar;

import io.carillon.api.model.Account;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Publication;
import io.carillon.api.model.StoredPost;
import io.carillon.api.service.Calendar.Entry;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A post at one time as a VEVENT (RFC 5545, section 3.6.1).
 *
 * @param uid the same however the post is edited or moved
 * @param entries that go out then, at least one
 */
record FeedEvent(String uid, List<Entry> entries) {

    private static final int SUMMARY = 100;
    private static final int DESCRIPTION = 2000;

    /** A post goes to all accounts at once, unless their queues give it several times: each is an event then. */
    static Stream<FeedEvent> of(List<Entry> occurrence) {
        Entry first = occurrence.get(0);
        String uid =
                first.post().id() + first.occurrence().map(FeedEvent::suffix).orElse("");
        if (occurrence.stream().map(Entry::due).distinct().count() == 1) {
            return Stream.of(new FeedEvent(uid + "@carillon", occurrence));
        }
        return occurrence.stream()
                .map(entry -> new FeedEvent(uid + "-" + entry.account() + "@carillon", List.of(entry)));
    }

    private static String suffix(LocalDateTime occurrence) {
        return "-" + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").format(occurrence);
    }

    void write(ContentLines out) {
        StoredPost post = entries.get(0).post();
        Instant changed = changed();
        out.add("BEGIN", "VEVENT")
                .text("UID", uid)
                .moment("DTSTAMP", changed)
                .moment("LAST-MODIFIED", changed)
                .moment("CREATED", post.createdAt())
                .add("SEQUENCE", String.valueOf(post.revision() - 1))
                .moment("DTSTART", due())
                .text("SUMMARY", summary(post))
                .text("DESCRIPTION", description(post))
                .add("STATUS", status())
                // A post keeps nobody busy.
                .add("TRANSP", "TRANSPARENT");
        permalink().ifPresent(link -> out.add("URL", link.toASCIIString()));
        out.add("END", "VEVENT");
    }

    Instant due() {
        return entries.get(0).due();
    }

    private Instant changed() {
        return Stream.concat(
                        Stream.of(entries.get(0).post().updatedAt()),
                        publications().map(Publication::publishedAt))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Stream<Publication> publications() {
        return entries.stream()
                .flatMap(entry -> entry.delivery().stream())
                .flatMap(delivery -> delivery.publication().stream());
    }

    private Optional<URI> permalink() {
        return publications()
                .flatMap(publication -> publication.permalink().stream())
                .findFirst();
    }

    private static DeliveryState state(Entry entry) {
        return entry.delivery().map(Delivery::state).orElse(DeliveryState.SCHEDULED);
    }

    /** What needs a person, or may not go out, is tentative. */
    private String status() {
        return switch (DeliveryState.ofPost(
                entries.stream().map(FeedEvent::state).toList())) {
            case SCHEDULED, ARMED, PUBLISHING, PUBLISHED, REPORTED -> "CONFIRMED";
            case CANCELLED -> "CANCELLED";
            case DRAFT, WAITING, RETRYING, IN_DOUBT, FAILED, MISSED -> "TENTATIVE";
        };
    }

    private static String summary(StoredPost post) {
        String line = post.post()
                .content()
                .caption()
                .lines()
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse("A post without text");
        return CalendarEntry.cut(line, SUMMARY);
    }

    private String description(StoredPost post) {
        String where = entries.stream()
                .map(entry -> entry.platform() + ", " + handle(entry) + ": "
                        + state(entry).shown())
                .sorted()
                .collect(Collectors.joining("\n"));
        String caption = CalendarEntry.cut(post.post().content().caption(), DESCRIPTION);
        return caption.isEmpty() ? where : caption + "\n\n" + where;
    }

    private static String handle(Entry entry) {
        return entry.post().post().accounts().stream()
                .filter(account -> account.id().equals(entry.account()))
                .findFirst()
                .map(Account::handle)
                .orElse(entry.account().value());
    }
}
