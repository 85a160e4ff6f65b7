package io.carillon.core.internal.post;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryId;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.StoredPost;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.core.internal.post.Timetable.Place;
import io.carillon.core.internal.queue.Due;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What an edit does to deliveries. Those that were published stay as they are; the others carry the new revision:
 *
 * <ul>
 *   <li>Without a schedule they become drafts.
 *   <li>With one they are scheduled. What had failed or was missed goes out again only if its time is still to come or
 *       was chosen anew, else it waits for a person as before; what was cancelled, only if a time was chosen.
 *   <li>An account that is new gets a delivery; that of an account that is gone is cancelled, or removed if nothing was
 *       ever attempted. So it is with the occurrences of a series that come or go; those whose time is over stay.
 * </ul>
 */
final class EditPlan {

    private static final Set<DeliveryState> OVER =
            EnumSet.of(DeliveryState.FAILED, DeliveryState.MISSED, DeliveryState.CANCELLED);

    private final Deliveries deliveries;
    private final Predicate<DeliveryId> attempted;
    private final Post before;
    private final Timetable timetable;
    private final StoredPost after;
    private final Times times;
    private final boolean timeChosen;
    private final Predicate<LocalDateTime> leaving;
    private final Instant now;

    private final List<Delivery> added = new ArrayList<>();
    private final List<DeliveryChange> changed = new ArrayList<>();
    private final List<DeliveryId> removed = new ArrayList<>();

    private EditPlan(
            Deliveries deliveries,
            Predicate<DeliveryId> attempted,
            Post before,
            Timetable timetable,
            Times times,
            boolean timeChosen,
            Predicate<LocalDateTime> leaving,
            Instant now) {
        this.deliveries = deliveries;
        this.attempted = attempted;
        this.before = before;
        this.timetable = timetable;
        this.after = timetable.post();
        this.times = times;
        this.timeChosen = timeChosen;
        this.leaving = leaving;
        this.now = now;
    }

    /**
     * Plans an edit.
     *
     * @param attempted whether a delivery has a story
     * @param times of the post as it is to be
     * @param timeChosen whether the person chose the post's time with this edit
     */
    static PostChange of(
            Deliveries deliveries,
            Predicate<DeliveryId> attempted,
            PostWithDeliveries view,
            StoredPost after,
            Times times,
            boolean timeChosen,
            Instant now) {
        Timetable timetable = Timetable.of(after, timeChosen, now);
        return new EditPlan(
                        deliveries, attempted, view.post().post(), timetable, times, timeChosen, start -> false, now)
                .change(view);
    }

    /**
     * Plans that occurrences leave a series.
     *
     * @param after the series without them
     * @param leaving which
     */
    static PostChange leaving(
            Deliveries deliveries,
            Predicate<DeliveryId> attempted,
            PostWithDeliveries view,
            StoredPost after,
            Predicate<LocalDateTime> leaving,
            Instant now) {
        Timetable timetable = Timetable.of(after, false, now);
        return new EditPlan(deliveries, attempted, view.post().post(), timetable, Times.NEVER, false, leaving, now)
                .change(view);
    }

    private PostChange change(PostWithDeliveries view) {
        decide(view.deliveries());
        return new PostChange(
                after,
                view.post().revision(),
                added,
                changed,
                removed,
                view.post().horizon(),
                List.of());
    }

    private void decide(List<Delivery> existing) {
        Set<AccountId> wanted = ids(after.post());
        for (Delivery delivery : existing) {
            if (!delivery.state().isEditable()) {
                continue;
            }
            Optional<Instant> due = Optional.ofNullable(timetable.dues().get(Place.of(delivery)));
            if (due.isPresent()) {
                keep(delivery, due.get(), timeChosen || !ids(before).contains(delivery.account()));
            } else if (after.post().queued()
                    && delivery.occurrence().isEmpty()
                    && wanted.contains(delivery.account())) {
                keepQueued(delivery);
            } else if (isHistory(delivery, wanted)) {
                keep(delivery, delivery.due(), false);
            } else if (after.post().schedule().isEmpty()
                    && delivery.occurrence().isEmpty()
                    && wanted.contains(delivery.account())) {
                unschedule(delivery);
            } else {
                drop(delivery);
            }
        }
        Set<Place> served = existing.stream().map(Place::of).collect(Collectors.toSet());
        timetable.dues().forEach((place, due) -> {
            if (!served.contains(place)) {
                added.add(deliveries.create(after, place, due, now));
            }
        });
        if (after.post().queued()) {
            after.post().accounts().stream()
                    .filter(account -> !served.contains(new Place(account.id(), Optional.empty())))
                    .forEach(account -> added.add(
                            deliveries.create(after, account, times.of(account, Optional.empty(), true), now)));
        }
    }

    /** An occurrence whose time is over, and which does not leave, is no longer the timetable's concern. */
    private boolean isHistory(Delivery delivery, Set<AccountId> wanted) {
        boolean isOver = delivery.occurrence().filter(leaving.negate()).isPresent()
                && !delivery.due().isAfter(now);
        return isOver && (OVER.contains(delivery.state()) || after.recurs() && wanted.contains(delivery.account()));
    }

    private void keep(Delivery delivery, Instant due, boolean chosen) {
        keep(delivery, () -> Due.at(due), chosen, chosen || due.isAfter(now));
    }

    /** Of a queued post that failed, the slot may be somebody else's by now. */
    private void keepQueued(Delivery delivery) {
        boolean chosen = timeChosen || !ids(before).contains(delivery.account());
        Account account = after.post().accounts().stream()
                .filter(one -> one.id().equals(delivery.account()))
                .findFirst()
                .orElseThrow();
        keep(delivery, () -> times.of(account, Optional.of(delivery), chosen), chosen, chosen);
    }

    private void keep(Delivery delivery, Supplier<Due> due, boolean chosen, boolean isToCome) {
        deliveries
                .edited(delivery, after, due, chosen, isToCome, now)
                .ifPresent(one -> changed.add(new DeliveryChange(delivery, one)));
    }

    private void unschedule(Delivery delivery) {
        if (delivery.state() != DeliveryState.DRAFT) {
            changed.add(new DeliveryChange(delivery, Deliveries.unschedule(delivery)));
        }
    }

    private void drop(Delivery delivery) {
        if (delivery.attempts() == 0 && !attempted.test(delivery.id())) {
            removed.add(delivery.id());
        } else if (delivery.state() != DeliveryState.CANCELLED) {
            changed.add(new DeliveryChange(delivery, Deliveries.cancel(delivery)));
        }
    }

    private static Set<AccountId> ids(Post post) {
        return post.accounts().stream().map(Account::id).collect(Collectors.toSet());
    }
}
