package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Schedule;
import io.carillon.api.model.Slot;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostWithDeliveries;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a post goes that is put into the queue. */
class EnqueueTest extends QueuedPosts {

    @Test
    void queuedPostGoesOutInTheNextFreeSlotOfEachOfItsAccounts() {
        daily(BELL);
        desk.queues.set(HERE, TUSK.id(), ANY, List.of(new Slot(DayOfWeek.FRIDAY, LocalTime.NOON)), false);
        queued("a");
        PostWithDeliveries both = desk.service.create(
                HERE, Post.to(BELL).account(TUSK).caption("b").build());

        PostWithDeliveries after = enqueue(both, QueueTarget.end());

        assertThat(after.post().post().queued()).isTrue();
        assertThat(after.post().post().schedule()).isEmpty();
        assertThat(of(after, BELL).due()).isEqualTo(day(2));
        assertThat(of(after, TUSK).due()).isEqualTo(Instant.parse("2026-03-06T12:00:00Z"));
        assertThat(of(after, BELL).isQueued()).isTrue();
        assertThat(of(after, BELL).wakeAt()).contains(day(2));
        assertThat(of(after, TUSK).preparation()).isEqualTo(Preparation.PENDING);
        assertThat(of(after, TUSK).wakeAt())
                .contains(Instant.parse("2026-03-06T12:00:00Z").minus(Desk.WINDOW));
        assertThat(after.state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(plan()).isEqualTo("a1 b2");
    }

    @Test
    void whatHasNoSlotsOrNoAccountIsRefusedWithTheWayOut() {
        PostWithDeliveries draft = desk.service.create(HERE, Desk.post(BELL));
        assertThatThrownBy(() -> enqueue(draft, QueueTarget.end()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("PUT /api/v1/accounts/a_bell/queue");
        PostWithDeliveries nobody = desk.service.create(
                HERE, new Post(Desk.post(BELL).content(), List.of(), Set.of(), List.of(), Optional.empty()));
        assertThat(invalid(() -> enqueue(nobody, QueueTarget.end()))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("accounts");
        assertThat(now(draft).state()).isEqualTo(DeliveryState.DRAFT);
        assertThat(desk.queues.next(HERE, BELL.id(), 5)).isEmpty();
    }

    @Test
    void frontPutsEverybodyElseOneSlotLaterButWhatIsAboutToGoOut() {
        daily(BELL);
        queued("a");
        queued("b");
        queued("c", QueueTarget.front());
        assertThat(plan()).isEqualTo("c1 a2 b3");

        desk.clock.set(day(1).minusSeconds(9));
        queued("d", QueueTarget.front());
        assertThat(plan()).isEqualTo("c1 d2 a3 b4");
        queued("e");
        assertThat(plan()).isEqualTo("c1 d2 a3 b4 e5");
    }

    @Test
    void chosenSlotIsKeptAndTheOthersFlowAroundIt() {
        daily(BELL);
        queued("a");
        queued("b");
        queued("c", QueueTarget.slot(LocalDateTime.parse("2026-03-03T09:00")));
        assertThat(plan()).isEqualTo("a1 c2! b3");
        queued("d", QueueTarget.slot(day(5)));
        queued("e");
        queued("f");
        assertThat(plan()).isEqualTo("a1 c2! b3 e4 d5! f6");
        queued("g", QueueTarget.front());
        assertThat(plan()).isEqualTo("g1 c2! a3 b4 d5! e6 f7");
        assertThat(desk.queues.next(HERE, BELL.id(), 2))
                .extracting(Schedule::instant)
                .containsExactly(day(8), day(9));
    }

    @Test
    void onlyASlotOfTheAccountThatIsFreeAndToComeCanBeChosen() {
        daily(BELL);
        queued("a", QueueTarget.slot(day(2)));
        PostWithDeliveries draft = desk.service.create(HERE, Desk.post(BELL));

        assertThat(codeOf(() -> enqueue(draft, QueueTarget.slot(day(2))))).isEqualTo("slot-taken");
        var none = invalid(() -> enqueue(draft, QueueTarget.slot(day(2).plusSeconds(60))))
                .violations()
                .get(0);
        assertThat(none.rule()).isEqualTo("queue-slot");
        assertThat(none.message()).contains("2026-03-04T09:00");
        assertThat(invalid(() -> enqueue(draft, QueueTarget.slot(day(0))))
                        .violations()
                        .get(0)
                        .rule())
                .isEqualTo("in-future");
        assertThat(invalid(() -> enqueue(draft, QueueTarget.slot(day(4000))))
                        .violations()
                        .get(0)
                        .rule())
                .isEqualTo("max-ahead");
        assertThat(now(draft).post().revision()).isEqualTo(1);
    }

    @Test
    void nobodyIsQueuedByAnEdit() {
        daily(BELL);
        PostWithDeliveries draft = desk.service.create(HERE, Desk.post(BELL));

        assertThat(invalid(() -> desk.service.edit(
                                HERE,
                                draft.post().id(),
                                ANY,
                                draft.post().post().inQueue()))
                        .violations()
                        .get(0)
                        .message())
                .contains("/enqueue");
        assertThat(invalid(() -> desk.service.create(HERE, Desk.post(BELL).inQueue())))
                .isNotNull();
    }

    @Test
    void nothingIsQueuedBeyondTenYears() {
        desk.queues.set(HERE, BELL.id(), ANY, List.of(new Slot(DayOfWeek.MONDAY, LocalTime.NOON)), false);
        for (int i = 0; i < 521; i++) {
            queued("a");
        }
        PostWithDeliveries late = desk.service.create(HERE, Desk.post(BELL));

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 3; i++) {
                        enqueue(desk.service.create(HERE, Desk.post(BELL)), QueueTarget.end());
                    }
                })
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("more slots");
        assertThat(codeOf(() -> enqueue(late, QueueTarget.front()))).isEqualTo("queue-too-long");
        daily(BELL);
        assertThat(enqueue(late, QueueTarget.front()).state()).isEqualTo(DeliveryState.SCHEDULED);
    }
}
