package io.carillon.rest.internal.post;

import static java.time.format.DateTimeFormatter.ISO_LOCAL_DATE_TIME;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.rest.internal.body.WarningView;
import io.carillon.rest.internal.delivery.DeliveryView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A post as the API answers it.
 *
 * @param review null where nobody has approved or rejected it
 * @param deliveries of a post that recurs, those around now: {@code GET /deliveries?post=} has all
 * @param next when a post that recurs comes next
 * @param series where it was taken out of one; else null
 * @param warnings what a person should know of it; mostly none
 */
public record PostView(
        String id,
        DeliveryState state,
        long revision,
        @JsonUnwrapped PostBody content,
        Instant createdAt,
        Instant updatedAt,
        ReviewView review,
        List<DeliveryView> deliveries,
        List<Next> next,
        SeriesView series,
        List<WarningView> warnings) {

    private static final int SHOWN_BEFORE = 30;
    private static final int SHOWN_AFTER = 70;
    private static final int SHOWN_NEXT = 5;

    /** One time at which a recurring post comes. */
    public record Next(String occurrence, Instant due) {}

    /** The series that a post was taken out of, and which occurrence of it it is. */
    public record SeriesView(String post, String occurrence) {}

    /** What the server decides: sent back with a whole post, it is passed over. */
    static final List<String> READ_ONLY = List.of(
            "id", "state", "revision", "createdAt", "updatedAt", "review", "deliveries", "next", "series", "warnings");

    static PostView of(PostWithDeliveries all) {
        StoredPost stored = all.post();
        return new PostView(
                stored.id().value(),
                all.state(),
                stored.revision(),
                PostBody.answer(stored.post()),
                stored.createdAt(),
                stored.updatedAt(),
                stored.review().map(said -> ReviewView.of(said, stored)).orElse(null),
                shown(all).stream()
                        .map(delivery -> DeliveryView.of(delivery, all.stepsOf(delivery)))
                        .toList(),
                next(all),
                stored.origin()
                        .map(origin -> new SeriesView(
                                origin.series().value(), ISO_LOCAL_DATE_TIME.format(origin.occurrence())))
                        .orElse(null),
                warnings(all));
    }

    private static List<WarningView> warnings(PostWithDeliveries all) {
        StoredPost stored = all.post();
        List<WarningView> unknown = WarningView.ofZone(
                "schedule.zone",
                stored.post().schedule().map(Schedule::zone),
                stored.recurs()
                        ? "What is planned goes out at its times, but nothing further is planned."
                        : "The post goes out at its instant.");
        // One of a series says what there is to say of all.
        Stream<WarningView> moved = all.deliveries().stream()
                .flatMap(delivery -> delivery.problem().stream())
                .filter(problem -> problem.code().equals(Problem.ZONE_RULES_CHANGED))
                .limit(1)
                .map(problem -> new WarningView("schedule.instant", problem.code(), "", "", problem.detail()));
        Stream<WarningView> said = all.warnings().stream().map(WarningView::of);
        return Stream.of(unknown.stream(), moved, said)
                .flatMap(warnings -> warnings)
                .toList();
    }

    private static List<Delivery> shown(PostWithDeliveries all) {
        if (all.post().horizon().isEmpty()) {
            return all.deliveries();
        }
        List<Delivery> ordered = all.deliveries().stream()
                .sorted(Comparator.comparing(Delivery::due).thenComparing(Delivery::id))
                .toList();
        int first = (int) ordered.stream()
                .takeWhile(delivery -> delivery.state() != DeliveryState.SCHEDULED)
                .count();
        return ordered.subList(Math.max(0, first - SHOWN_BEFORE), Math.min(ordered.size(), first + SHOWN_AFTER));
    }

    private static List<Next> next(PostWithDeliveries all) {
        return all.deliveries().stream()
                .filter(delivery -> delivery.state() == DeliveryState.SCHEDULED)
                .sorted(Comparator.comparing(Delivery::due))
                .flatMap(
                        delivery -> delivery
                                .occurrence()
                                .map(start -> new Next(ISO_LOCAL_DATE_TIME.format(start), delivery.due()))
                                .stream())
                .distinct()
                .limit(SHOWN_NEXT)
                .toList();
    }
}
