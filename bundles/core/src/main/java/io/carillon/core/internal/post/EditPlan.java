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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an edit does to deliveries. Those that were published stay as they are; the others carry the new revision:
 *
 * <ul>
 *   <li>Without a schedule they become drafts.
 *   <li>With one they are scheduled. What had failed or was missed goes out again only if its time is still to come or
 *       was chosen anew, else it waits for a person as before; what was cancelled, only if a time was chosen.
 *   <li>An account that is new gets a delivery; that of an account that is gone is cancelled, or removed if nothing was
 *       ever attempted.
 * </ul>
 */
final class EditPlan {

    private final Deliveries deliveries;
    private final Predicate<DeliveryId> attempted;
    private final Post before;
    private final StoredPost after;
    private final Times times;
    private final boolean timeChosen;
    private final Instant now;

    private final List<Delivery> added = new ArrayList<>();
    private final List<DeliveryChange> changed = new ArrayList<>();
    private final List<DeliveryId> removed = new ArrayList<>();

    private EditPlan(
            Deliveries deliveries,
            Predicate<DeliveryId> attempted,
            Post before,
            StoredPost after,
            Times times,
            boolean timeChosen,
            Instant now) {
        this.deliveries = deliveries;
        this.attempted = attempted;
        this.before = before;
        this.after = after;
        this.times = times;
        this.timeChosen = timeChosen;
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
        EditPlan plan = new EditPlan(deliveries, attempted, view.post().post(), after, times, timeChosen, now);
        plan.decide(view.deliveries());
        return new PostChange(after, view.post().revision(), plan.added, plan.changed, plan.removed);
    }

    private void decide(List<Delivery> existing) {
        Set<AccountId> wanted = ids(after.post());
        for (Delivery delivery : existing) {
            if (!delivery.state().isEditable()) {
                continue;
            }
            if (wanted.contains(delivery.account())) {
                keep(delivery).ifPresent(next -> changed.add(new DeliveryChange(delivery, next)));
            } else {
                drop(delivery);
            }
        }
        Set<AccountId> served = existing.stream().map(Delivery::account).collect(Collectors.toSet());
        if (after.post().isTimed()) {
            after.post().accounts().stream()
                    .filter(account -> !served.contains(account.id()))
                    .map(account ->
                            deliveries.create(after, account, times.of(account, Optional.empty(), timeChosen), now))
                    .forEach(added::add);
        }
    }

    private Optional<Delivery> keep(Delivery delivery) {
        if (!after.post().isTimed()) {
            return delivery.state() == DeliveryState.DRAFT
                    ? Optional.empty()
                    : Optional.of(Deliveries.unschedule(delivery));
        }
        boolean chosen = timeChosen || !ids(before).contains(delivery.account());
        return switch (delivery.state()) {
            case DRAFT, SCHEDULED, WAITING, RETRYING -> Optional.of(reschedule(delivery, chosen));
            case FAILED, MISSED ->
                Optional.of(
                        chosen || isToCome() ? reschedule(delivery, chosen) : deliveries.carry(delivery, after, now));
            case CANCELLED -> chosen ? Optional.of(reschedule(delivery, true)) : Optional.empty();
            case ARMED, PUBLISHING, IN_DOUBT, PUBLISHED, REPORTED -> Optional.empty();
        };
    }

    private Delivery reschedule(Delivery delivery, boolean chosen) {
        Account account = after.post().accounts().stream()
                .filter(one -> one.id().equals(delivery.account()))
                .findFirst()
                .orElseThrow();
        return deliveries.reschedule(delivery, after, times.of(account, Optional.of(delivery), chosen), now);
    }

    /** Of a queued post that failed, the slot may be somebody else's by now. */
    private boolean isToCome() {
        return after.post().schedule().filter(at -> at.instant().isAfter(now)).isPresent();
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
