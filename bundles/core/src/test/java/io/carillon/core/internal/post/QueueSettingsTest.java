package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Account;
import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WaitReason;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.StaleException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A queue's slots, its pauses and its zone: what a change of them does to the posts in it. */
class QueueSettingsTest extends QueuedPosts {

    @Test
    void otherSlotsKeepTheOrderAndWhatWasChosen() {
        daily(BELL);
        queued("a");
        queued("b", QueueTarget.slot(day(2)));
        queued("c");

        desk.queues.set(
                HERE,
                BELL.id(),
                ANY,
                List.of(
                        new Slot(DayOfWeek.MONDAY, LocalTime.of(9, 0)),
                        new Slot(DayOfWeek.SATURDAY, LocalTime.of(9, 0))),
                false);

        assertThat(plan()).isEqualTo("a1 b2! c6");
        assertThat(codeOf(() -> desk.queues.set(HERE, BELL.id(), ANY, List.of(), false)))
                .isEqualTo("queue-not-empty");
        assertThat(plan()).isEqualTo("a1 b2! c6");
    }

    @Test
    void slotThatIsNamedTwiceAndTooManyAreTold() {
        List<Slot> twice = new ArrayList<>(DAILY);
        twice.add(DAILY.get(3));
        var wrong = invalid(() -> desk.queues.set(HERE, BELL.id(), ANY, twice, false))
                .violations()
                .get(0);
        assertThat(wrong.field()).isEqualTo("slots[7]");
        assertThat(wrong.rule()).isEqualTo("unique");
        assertThat(wrong.message()).contains("THURSDAY 09:00").contains("slots[3]");
        List<Slot> many = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            many.add(new Slot(DayOfWeek.MONDAY, LocalTime.ofSecondOfDay(i)));
        }
        assertThat(invalid(() -> desk.queues.set(HERE, BELL.id(), ANY, many, false))
                        .violations()
                        .get(0)
                        .rule())
                .isEqualTo("max-count");
    }

    @Test
    void pausedQueueHoldsEverythingAndResumesFromThen() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        queued("b", QueueTarget.slot(day(2)));
        queued("c");
        queued("x", QueueTarget.slot(day(9)));

        pause(true);

        assertThat(bell(a).state()).isEqualTo(DeliveryState.WAITING);
        assertThat(bell(a).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        assertThat(desk.claim(day(30))).isEmpty();
        queued("d");
        queued("e", QueueTarget.front());
        PostWithDeliveries edited = desk.service.edit(
                HERE, a.post().id(), ANY, Post.to(BELL).caption("A").build().inQueue());
        assertThat(bell(edited).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        desk.clock.set(day(4).plusSeconds(1));
        assertThat(desk.queues.next(HERE, BELL.id(), 2))
                .extracting(Schedule::instant)
                .containsExactly(day(11), day(12));
        assertThat(desk.claim(day(30))).isEmpty();

        pause(false);

        assertThat(plan()).isEqualTo("e5 b6 A7 c8 x9! d10");
        assertThat(bell(a).wakeAt()).contains(day(7));
        assertThat(desk.claim(day(30))).hasSize(6);
    }

    @Test
    void pauseStopsWhatIsOverdueAndLeavesWhatIsArmed() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        queued("c");
        desk.clock.set(day(1));
        desk.claim(day(1));
        desk.clock.set(day(2).plusSeconds(60));

        pause(true);

        assertThat(bell(a).state()).isEqualTo(DeliveryState.ARMED);
        assertThat(bell(b).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        assertThat(plan()).isEqualTo("b3 c4");
    }

    @Test
    void whatWaitsForAnApprovalGoesOnWaitingForThat() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        desk.become(now(a), BELL, delivery -> delivery.state(DeliveryState.WAITING)
                .waitReason(Optional.of(WaitReason.APPROVAL_MISSING))
                .wakeAt(Optional.empty()));

        pause(true);
        pause(false);

        assertThat(bell(a).waitReason()).contains(WaitReason.APPROVAL_MISSING);
        queued("b", QueueTarget.front());
        assertThat(bell(a).due()).isEqualTo(day(2));
        assertThat(bell(a).wakeAt()).isEmpty();
    }

    @Test
    void queueFollowsItsAccountToAnotherZone() {
        daily(BELL);
        queued("a");
        Account moved = new Account(
                BELL.id(),
                HERE,
                BELL.platform(),
                BELL.handle(),
                BELL.displayName(),
                BELL.avatarUrl(),
                BELL.status(),
                ZoneId.of("Asia/Tokyo"),
                Map.of(),
                BELL.grant());
        desk.accounts.put(moved);

        desk.queues.follow(HERE, BELL.id());

        assertThat(desk.queues
                        .list(HERE, BELL.id(), PageRequest.first(1))
                        .items()
                        .get(0)
                        .due())
                .isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        AccountQueue laid = desk.queues.get(HERE, BELL.id());
        assertThat(laid.zone()).isEqualTo(moved.zone());
        desk.queues.follow(HERE, BELL.id());
        assertThat(desk.queues.get(HERE, BELL.id())).isEqualTo(laid);
    }

    @Test
    void expectedVersionsAreHeldTo() {
        daily(BELL);
        AccountQueue before = desk.queues.get(HERE, BELL.id());
        PostWithDeliveries a = queued("a");

        assertThatThrownBy(() -> desk.queues.move(
                        HERE, BELL.id(), bell(a).id(), OptionalLong.of(before.version()), QueueTarget.front()))
                .isInstanceOf(StaleException.class);
        // What is queued is none of the settings' business.
        desk.queues.set(HERE, BELL.id(), OptionalLong.of(before.revision()), DAILY, true);
        assertThatThrownBy(() -> desk.queues.set(HERE, BELL.id(), OptionalLong.of(before.revision()), DAILY, false))
                .isInstanceOf(StaleException.class);
        assertThatThrownBy(() -> desk.service.enqueue(HERE, a.post().id(), OptionalLong.of(1), QueueTarget.end()))
                .isInstanceOf(StaleException.class);
    }

    @Test
    void queueInAnUnknownZoneLetsPostsLeaveAndAsksForAnotherZone() {
        daily(BELL);
        PostWithDeliveries first = queued("First");
        PostWithDeliveries second = queued("Second");
        AccountQueue known = desk.queues.get(HERE, BELL.id());
        desk.store.change(
                new QueueChange(known.laid(TimeZones.of("Europe/Atlantis"), known.last()), known.version(), List.of()));

        assertThatThrownBy(() -> queued("Third"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("'Europe/Atlantis'")
                .extracting(e -> ((ConflictException) e).code())
                .isEqualTo("unknown-zone");
        assertThatThrownBy(() -> desk.queues.next(HERE, BELL.id(), 3)).isInstanceOf(ConflictException.class);
        desk.service.cancel(HERE, first.post().id(), ANY, Desk.ANNA);
        assertThat(bell(first).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(bell(second).due()).isEqualTo(day(2));

        // The account itself is in a zone that is known.
        desk.queues.follow(HERE, BELL.id());
        assertThat(bell(second).due()).isEqualTo(day(1));
        assertThat(bell(queued("Fourth")).due()).isEqualTo(day(2));
    }
}
