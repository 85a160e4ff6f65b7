package io.carillon.core.internal.post;

import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Horizon;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.internal.post.Timetable.Place;
import io.carillon.core.internal.queue.Due;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The deliveries of a post that takes over a part of a series. Unless its time is chosen, each stands where the one whose
 * place it takes would stand after the edit: taking it out is no decision to publish what was cancelled, has failed or was
 * missed, and what is overdue and yet to go out must not be lost.
 */
final class PartPlan {

    private final Deliveries deliveries;
    private final Timetable timetable;
    private final List<Delivery> leaving;
    private final boolean timeChosen;
    private final boolean isStopped;
    private final Instant now;

    private PartPlan(
            Deliveries deliveries,
            Timetable timetable,
            List<Delivery> leaving,
            boolean timeChosen,
            boolean isStopped,
            Instant now) {
        this.deliveries = deliveries;
        this.timetable = timetable;
        this.leaving = leaving;
        this.timeChosen = timeChosen;
        this.isStopped = isStopped;
        this.now = now;
    }

    /**
     * Plans a part.
     *
     * @param leaving which occurrences of the series it takes over
     * @param own the part
     * @param timeChosen whether the person chose its time
     */
    static PostWithDeliveries of(
            DeliveryMaker maker,
            PostWithDeliveries series,
            Predicate<LocalDateTime> leaving,
            StoredPost own,
            boolean timeChosen,
            Instant now) {
        List<Delivery> gone = series.deliveries().stream()
                .filter(delivery -> delivery.occurrence().filter(leaving).isPresent())
                .toList();
        Optional<Horizon> stopped = series.post().horizon().filter(Timetable::isStopped);
        boolean staysStopped = !timeChosen && stopped.isPresent();
        Timetable planned = staysStopped && own.recurs()
                ? Timetable.of(own.withHorizon(stopped), false, now)
                : Timetable.of(own, true, now);
        Timetable timetable = timeChosen || !own.recurs() ? planned : withOverdue(planned, gone, now);
        return new PartPlan(maker.of(timetable.post()), timetable, gone, timeChosen, staysStopped, now).view();
    }

    private static Timetable withOverdue(Timetable planned, List<Delivery> gone, Instant now) {
        List<AccountId> wanted = Timetable.accounts(planned.post());
        Map<Place, Instant> dues = new LinkedHashMap<>();
        gone.stream()
                .filter(delivery -> delivery.due().isBefore(now) && delivery.state() != DeliveryState.CANCELLED)
                .filter(delivery -> wanted.contains(delivery.account()))
                .forEach(delivery -> dues.put(Place.of(delivery), delivery.due()));
        dues.putAll(planned.dues());
        return new Timetable(planned.post(), dues);
    }

    private PostWithDeliveries view() {
        return new PostWithDeliveries(
                timetable.post(),
                timetable.dues().entrySet().stream()
                        .map(entry -> made(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private Delivery made(Place place, Instant due) {
        Delivery made = deliveries.create(timetable.post(), place, due, now);
        Optional<Delivery> before = leaving.stream()
                .filter(delivery -> delivery.account().equals(place.account()))
                .filter(delivery ->
                        place.occurrence().isEmpty() || delivery.occurrence().equals(place.occurrence()))
                .findFirst();
        if (timeChosen || before.isEmpty()) {
            return isStopped ? Deliveries.cancel(made) : made;
        }
        return deliveries
                .edited(before.get(), timetable.post(), () -> Due.at(due), false, due.isAfter(now), now)
                .map(edited -> standing(made, edited))
                .orElseGet(() -> Deliveries.cancel(made));
    }

    private static Delivery standing(Delivery made, Delivery edited) {
        return made.toBuilder()
                .state(edited.state())
                .waitReason(edited.waitReason())
                .wakeAt(edited.wakeAt())
                .problem(edited.problem())
                .lateFrom(edited.lateFrom())
                .build();
    }
}
