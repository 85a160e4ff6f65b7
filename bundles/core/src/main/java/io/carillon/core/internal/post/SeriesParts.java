package io.carillon.core.internal.post;

import static io.carillon.api.model.Violation.error;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.Post;
import io.carillon.api.model.Recurrence;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.InvalidException;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.recurrence.Occurrences;
import io.carillon.core.recurrence.Split;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a part of a recurring post is, and what keeps it from being changed. */
final class SeriesParts {

    private static final String OCCURRENCE = "occurrence";

    private SeriesParts() {}

    static Post single(StoredPost stored, LocalDateTime occurrence) {
        Schedule schedule = recurring(stored);
        requireIn(schedule, occurrence, false);
        return stored.post().withSchedule(Optional.of(schedule.occurrence(occurrence)));
    }

    static Post following(StoredPost stored, LocalDateTime occurrence) {
        Schedule schedule = recurring(stored);
        requireIn(schedule, occurrence, true);
        return isFirst(schedule, occurrence)
                ? stored.post()
                : stored.post()
                        .withSchedule(Optional.of(Split.at(schedule, occurrence).from()));
    }

    static void requireSingle(Post post) {
        if (post.schedule().flatMap(Schedule::recurrence).isPresent()) {
            throw new InvalidException(error(
                    "schedule.rrule",
                    "single",
                    "",
                    "",
                    "One occurrence does not come back: leave out rrule, rdates and exdates, or change it with those that"
                            + " follow (scope=FOLLOWING)."));
        }
    }

    /** What goes is neither being published nor was it. */
    static void requireOpen(PostWithDeliveries view, LocalDateTime occurrence, Predicate<LocalDateTime> going) {
        List<Delivery> gone = view.deliveries().stream()
                .filter(delivery -> delivery.occurrence().filter(going).isPresent())
                .toList();
        Refusals.requireSettled(gone);
        boolean isHistory = Occurrences.of(recurring(view.post()))
                .instant(occurrence)
                .isBefore(view.post().horizon().map(Horizon::shownFrom).orElse(Instant.MIN));
        if (isHistory || Refusals.hold(gone, Refusals.SENT)) {
            throw new ConflictException(
                    "published",
                    "What came at " + occurrence + " was published, or is over; it stays as it is. Choose a later"
                            + " occurrence, or duplicate the post.");
        }
    }

    static Schedule recurring(StoredPost stored) {
        Schedule schedule = stored.post()
                .schedule()
                .filter(one -> one.recurrence().isPresent())
                .orElseThrow(() -> invalid(
                        "recurs", "", "This post does not come back, so it has no occurrences: leave out scope."));
        if (!TimeZones.isKnown(schedule.zone())) {
            throw new InvalidException(TimeZones.unknown("schedule.zone", schedule.zone()));
        }
        return schedule;
    }

    /** Whether a post comes at that time; nobody knows of one in a zone that is not known. */
    static boolean has(StoredPost stored, LocalDateTime occurrence) {
        return stored.post()
                .schedule()
                .filter(schedule -> schedule.recurrence().isPresent() && TimeZones.isKnown(schedule.zone()))
                .filter(schedule -> Occurrences.of(schedule).contains(occurrence))
                .isPresent();
    }

    static boolean isFirst(Schedule schedule, LocalDateTime occurrence) {
        Recurrence recurrence = schedule.recurrence().orElseThrow();
        boolean isBeforeDates = recurrence.rdates().stream().noneMatch(date -> date.isBefore(occurrence));
        return !occurrence.isAfter(schedule.local()) && isBeforeDates;
    }

    /** @param excepted whether one that was left out will do */
    static void requireIn(Schedule schedule, LocalDateTime occurrence, boolean excepted) {
        Occurrences occurrences = Occurrences.of(schedule);
        boolean isExcepted = occurrences.isExcepted(occurrence);
        if (isExcepted && !excepted) {
            throw invalid(
                    "exists",
                    occurrence.toString(),
                    "What came at " + occurrence
                            + " was left out of this series; take it out of exdates, or change what it" + " became.");
        }
        if (!isExcepted && !occurrences.contains(occurrence)) {
            throw invalid(
                    "exists",
                    occurrence.toString(),
                    "This post does not come at " + occurrence + "; give an occurrence as its deliveries name it.");
        }
    }

    private static InvalidException invalid(String rule, String actual, String message) {
        return new InvalidException(error(OCCURRENCE, rule, "", actual, message));
    }
}
