package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.AccountQueue;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.QueuePlace;
import io.carillon.api.model.Slot;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.TimeZones;
import io.carillon.api.model.WaitReason;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Page;
import io.carillon.api.store.PageRequest;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.QueueChange;
import io.carillon.api.store.QueueChange.Move;
import io.carillon.api.store.QueueEntry;
import io.carillon.api.store.StaleException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every store does with queues. */
public abstract class QueueStoreContract extends StoreContract {

    private static final Instant SOON = NOW.plus(Duration.ofHours(1));
    private static final List<Slot> SLOTS = List.of(
            new Slot(DayOfWeek.MONDAY, LocalTime.of(9, 0)), new Slot(DayOfWeek.SUNDAY, LocalTime.of(17, 30, 15)));

    private AccountQueue stored(AccountQueue queue) {
        queues.change(new QueueChange(queue, queue.version() - 1, List.of()));
        return queue;
    }

    private AccountQueue queue() {
        return stored(AccountQueue.none(BELL).with(SLOTS, Optional.empty()).laid(BELL.zone(), Optional.of(SOON)));
    }

    private Delivery queued(Instant due, QueuePlace place) {
        return stored(due, builder -> builder.queued(Optional.of(place)));
    }

    private Delivery queued(Instant due, DeliveryState state) {
        return stored(due, builder -> builder.queued(Optional.of(QueuePlace.NEXT_FREE))
                .uploadBytes(4_000_000_000L)
                .state(state)
                .waitReason(state == DeliveryState.WAITING ? Optional.of(WaitReason.QUEUE_PAUSED) : Optional.empty()));
    }

    private QueueEntry entry(Delivery delivery) {
        return queues.queued(BELL.id(), Instant.EPOCH).stream()
                .filter(entry -> entry.id().equals(delivery.id()))
                .findFirst()
                .orElseThrow();
    }

    private static Move later(QueueEntry entry) {
        Instant due = entry.due().plusSeconds(60);
        return new Move(
                entry,
                new QueueEntry(
                        entry.id(),
                        due,
                        QueuePlace.CHOSEN,
                        entry.revision(),
                        DeliveryState.WAITING,
                        Optional.of(WaitReason.QUEUE_PAUSED),
                        Preparation.PENDING,
                        Optional.empty(),
                        entry.uploadBytes()));
    }

    private static QueueChange next(AccountQueue queue, Move... moves) {
        return new QueueChange(
                queue.laid(ZoneId.of("Asia/Tokyo"), Optional.of(SOON.plusSeconds(60))),
                queue.version(),
                List.of(moves));
    }

    @Test
    void queueComesBackAsItWasStored() {
        AccountQueue first = queue();

        assertThat(queues.queue(Workspace.DEFAULT_ID, BELL.id())).contains(first);
        assertThat(first.slots()).containsExactlyElementsOf(SLOTS);
        AccountQueue paused = stored(first.with(List.of(), Optional.of(NOW)).laid(BELL.zone(), Optional.empty()));
        assertThat(queues.queue(Workspace.DEFAULT_ID, BELL.id())).contains(paused);
        assertThat(queues.queue(OTHER, BELL.id())).isEmpty();
        assertThat(queues.queue(Workspace.DEFAULT_ID, TUSK.id())).isEmpty();
    }

    @Test
    void ofTwoChangesToOneVersionTheSecondIsStale() {
        AccountQueue first = queue();
        assertThatThrownBy(() -> stored(first)).isInstanceOf(StaleException.class);

        queues.change(next(first));
        assertThatThrownBy(() -> queues.change(next(first))).isInstanceOf(StaleException.class);
        assertThat(queues.queue(Workspace.DEFAULT_ID, BELL.id()).orElseThrow().version())
                .isEqualTo(2);
    }

    @Test
    void onlyWhatWaitsInTheQueueIsInItInTheOrderOfDueTimes() {
        Delivery third = queued(SOON.plusSeconds(3), QueuePlace.NEXT_FREE);
        Delivery second = queued(SOON.plusSeconds(2), QueuePlace.CHOSEN);
        Delivery first = queued(SOON, DeliveryState.WAITING);
        queued(NOW, QueuePlace.NEXT_FREE);
        stored(SOON);
        for (DeliveryState state : DeliveryState.values()) {
            if (state != DeliveryState.SCHEDULED && state != DeliveryState.WAITING) {
                queued(SOON.plusSeconds(1), state);
            }
        }

        assertThat(queues.queued(BELL.id(), NOW))
                .extracting(QueueEntry::id)
                .containsExactly(first.id(), second.id(), third.id());
        assertThat(entry(first))
                .isEqualTo(new QueueEntry(
                        first.id(),
                        SOON,
                        QueuePlace.NEXT_FREE,
                        1,
                        DeliveryState.WAITING,
                        Optional.of(WaitReason.QUEUE_PAUSED),
                        Preparation.NONE,
                        Optional.of(SOON),
                        4_000_000_000L));
        assertThat(queues.chosen(BELL.id(), NOW)).containsExactly(SOON.plusSeconds(2));
        assertThat(queues.chosen(BELL.id(), SOON.plusSeconds(2))).isEmpty();
        assertThat(queues.queued(TUSK.id(), NOW)).isEmpty();
    }

    @Test
    void listIsReadPageByPage() {
        List<Delivery> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Two at one instant, as a change of the zone's rules may leave them.
            all.add(queued(SOON.plusSeconds(i / 2), i % 3 == 0 ? QueuePlace.CHOSEN : QueuePlace.NEXT_FREE));
        }
        List<Delivery> read = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Delivery> page = queues.listQueued(BELL.id(), NOW, new PageRequest(2, cursor));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            read.addAll(page.items());
            cursor = page.next();
        } while (cursor.isPresent());

        assertThat(read).containsExactlyElementsOf(all);
    }

    @Test
    void movedEntryIsWhereItWasMovedTo() {
        AccountQueue queue = queue();
        Delivery delivery = queued(SOON, QueuePlace.NEXT_FREE);
        Delivery other = queued(SOON.plusSeconds(5), QueuePlace.NEXT_FREE);

        queues.change(next(queue, later(entry(delivery))));

        assertThat(now(delivery))
                .isEqualTo(delivery.toBuilder()
                        .due(SOON.plusSeconds(60))
                        .queued(Optional.of(QueuePlace.CHOSEN))
                        .state(DeliveryState.WAITING)
                        .waitReason(Optional.of(WaitReason.QUEUE_PAUSED))
                        .preparation(Preparation.PENDING)
                        .wakeAt(Optional.empty())
                        .build());
        assertThat(queues.queued(BELL.id(), NOW)).extracting(QueueEntry::id).containsExactly(other.id(), delivery.id());
        assertThat(queues.queue(Workspace.DEFAULT_ID, BELL.id()).orElseThrow().zone())
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void entryThatHasMovedOnKeepsEverythingFromChanging() {
        AccountQueue queue = queue();
        Delivery still = queued(SOON.plusSeconds(1), QueuePlace.NEXT_FREE);
        Move harmless = later(entry(still));
        List<UnaryOperator<DeliveryBuilder>> rivals = List.of(
                builder -> builder.due(SOON.plusSeconds(9)),
                builder -> builder.revision(2),
                builder -> builder.state(DeliveryState.CANCELLED));
        for (UnaryOperator<DeliveryBuilder> rival : rivals) {
            Delivery delivery = queued(SOON, QueuePlace.NEXT_FREE);
            Move move = later(entry(delivery));
            StoredPost post = posts.find(Workspace.DEFAULT_ID, delivery.post())
                    .orElseThrow()
                    .post();
            Delivery changed = rival.apply(delivery.toBuilder()).build();
            posts.change(new PostChange(
                    post, post.revision(), List.of(), List.of(new DeliveryChange(delivery, changed)), List.of()));

            assertThatThrownBy(() -> queues.change(next(queue, harmless, move))).isInstanceOf(StaleException.class);

            assertThat(now(delivery)).isEqualTo(changed);
            assertThat(now(still)).isEqualTo(still);
            assertThat(queues.queue(Workspace.DEFAULT_ID, BELL.id())).contains(queue);
        }
    }

    @Test
    void whatIsArmedIsNeverMoved() {
        AccountQueue queue = queue();
        Delivery delivery = queued(SOON, QueuePlace.NEXT_FREE);
        Move move = later(entry(delivery));
        claimOne(SOON);

        assertThatThrownBy(() -> queues.change(next(queue, move))).isInstanceOf(StaleException.class);
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.ARMED);
        assertThat(queues.queued(BELL.id(), NOW)).isEmpty();
    }

    @Test
    void moveEndsPreparingAndKeepsHowFarItHasCome() {
        AccountQueue queue = queue();
        Delivery delivery =
                stored(SOON, builder -> toPrepare(NOW).apply(builder).queued(Optional.of(QueuePlace.NEXT_FREE)));
        Claim claim = claimOne(NOW);
        dispatch.checkpoint(claim.id(), new PreparedValue("half"));
        QueueEntry before = entry(delivery);
        QueueEntry after = new QueueEntry(
                before.id(),
                SOON.plusSeconds(60),
                QueuePlace.NEXT_FREE,
                1,
                DeliveryState.SCHEDULED,
                Optional.empty(),
                Preparation.PENDING,
                Optional.of(NOW.plusSeconds(60)),
                before.uploadBytes());

        queues.change(next(queue, new Move(before, after)));

        assertThat(dispatch.prepared(claim.id(), new PreparedValue("whole"), true, Optional.empty(), SOON))
                .isFalse();
        Claim again = claimOne(NOW.plusSeconds(60));
        assertThat(again.prepared()).contains(new PreparedValue("half"));
        assertThat(again.delivery().due()).isEqualTo(SOON.plusSeconds(60));
    }

    @Test
    void postJoinsAQueueWithWhatThatMovesOrNotAtAll() {
        AccountQueue queue = queue();
        Delivery other = queued(SOON, QueuePlace.NEXT_FREE);
        StoredPost draft = post(Post.to(BELL).caption("Ring").build(), NOW);
        posts.add(draft, List.of());
        Delivery joining = delivery(draft, BELL, SOON).toBuilder()
                .queued(Optional.of(QueuePlace.NEXT_FREE))
                .revision(2)
                .build();
        PostChange change = new PostChange(
                        draft.edited(draft.post().inQueue(), NOW), 1, List.of(joining), List.of(), List.of())
                .withQueues(List.of(next(queue, later(entry(other)))));

        posts.change(change);

        assertThat(posts.find(Workspace.DEFAULT_ID, draft.id()).orElseThrow().post())
                .isEqualTo(change.post());
        assertThat(now(joining)).isEqualTo(joining);
        assertThat(now(other).due()).isEqualTo(SOON.plusSeconds(60));
        PostChange stale = new PostChange(
                        change.post().edited(draft.post(), NOW), 2, List.of(), List.of(), List.of(joining.id()))
                .withQueues(List.of(next(queue)));
        assertThatThrownBy(() -> posts.change(stale)).isInstanceOf(StaleException.class);
        assertThat(now(joining)).isEqualTo(joining);
        assertThat(posts.find(Workspace.DEFAULT_ID, draft.id())
                        .orElseThrow()
                        .post()
                        .revision())
                .isEqualTo(2);
    }

    @Test
    void postIsRemovedWithWhatClosesUpBehindIt() {
        AccountQueue queue = queue();
        Delivery going = queued(SOON, QueuePlace.NEXT_FREE);
        Delivery other = queued(SOON.plusSeconds(60), QueuePlace.NEXT_FREE);
        assertThatThrownBy(() -> posts.remove(
                        Workspace.DEFAULT_ID, going.post(), 1, List.of(new QueueChange(queue, 7, List.of()))))
                .isInstanceOf(StaleException.class);
        assertThat(now(going)).isEqualTo(going);

        posts.remove(Workspace.DEFAULT_ID, going.post(), 1, List.of(next(queue, later(entry(other)))));

        assertThat(posts.find(Workspace.DEFAULT_ID, going.post())).isEmpty();
        assertThat(now(other).due()).isEqualTo(SOON.plusSeconds(120));
    }

    @Test
    void queueInAZoneThatThisJavaDoesNotKnowIsReadAndKept() {
        AccountQueue queue = stored(AccountQueue.none(BELL)
                .with(SLOTS, Optional.empty())
                .laid(TimeZones.of("Europe/Atlantis"), Optional.of(SOON)));

        assertThat(queues.queue(Workspace.DEFAULT_ID, BELL.id())).contains(queue);
        assertThat(queue.zone().getId()).isEqualTo("Europe/Atlantis");
    }
}
