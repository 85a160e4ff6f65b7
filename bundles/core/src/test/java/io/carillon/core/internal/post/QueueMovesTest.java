package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.TUSK;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.Preparation;
import io.carillon.api.service.ConflictException;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostWithDeliveries;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is queued moves, is changed and leaves, and the others make room or close up. */
class QueueMovesTest extends QueuedPosts {

    @Test
    void whatLeavesTheQueueLetsTheOthersCloseUp() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        PostWithDeliveries c = queued("c");
        queued("d", QueueTarget.slot(day(5)));
        PostWithDeliveries e = queued("e");
        queued("f");
        assertThat(plan()).isEqualTo("a1 b2 c3 e4 d5! f6");

        desk.service.cancel(HERE, a.post().id(), ANY, Desk.ANNA);
        assertThat(plan()).isEqualTo("b1 c2 e3 f4 d5!");
        desk.service.remove(HERE, b.post().id(), ANY);
        assertThat(plan()).isEqualTo("c1 e2 f3 d5!");
        desk.service.publishNow(HERE, c.post().id(), ANY);
        assertThat(plan()).isEqualTo("e1 f2 d5!");
        assertThat(now(c).post().post().queued()).isFalse();
        desk.service.edit(HERE, e.post().id(), ANY, now(e).post().post().withSchedule(Optional.empty()));
        assertThat(plan()).isEqualTo("f1 d5!");
        assertThat(bell(e).state()).isEqualTo(DeliveryState.DRAFT);
        queued("g");
        assertThat(plan()).isEqualTo("f1 g2 d5!");
    }

    @Test
    void editOfAQueuedPostKeepsItsPlaceAndAnAccountThatIsAddedGetsOne() {
        daily(BELL, TUSK);
        PostWithDeliveries a = queued("a");
        queued("b");

        PostWithDeliveries edited = desk.service.edit(
                HERE,
                a.post().id(),
                ANY,
                Post.to(BELL).account(TUSK).caption("A").build().inQueue());

        assertThat(plan()).isEqualTo("A1 b2");
        assertThat(of(edited, BELL).revision()).isEqualTo(edited.post().revision());
        assertThat(of(edited, TUSK).due()).isEqualTo(day(1));
        PostWithDeliveries alone = desk.service.edit(
                HERE, a.post().id(), ANY, Post.to(TUSK).caption("A").build().inQueue());
        assertThat(alone.deliveries()).hasSize(1);
        assertThat(plan()).isEqualTo("b1");
    }

    @Test
    void queuedPostsMoveBesideOthersAndToAPlace() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        PostWithDeliveries c = queued("c");
        PostWithDeliveries d = queued("d");

        move(d, QueueTarget.before(bell(b).id()));
        assertThat(plan()).isEqualTo("a1 d2 b3 c4");
        move(a, QueueTarget.after(bell(c).id()));
        assertThat(plan()).isEqualTo("d1 b2 c3 a4");
        move(a, QueueTarget.place(1));
        assertThat(plan()).isEqualTo("a1 d2 b3 c4");
        move(a, QueueTarget.place(3));
        assertThat(plan()).isEqualTo("d1 b2 a3 c4");
        move(d, QueueTarget.place(99));
        assertThat(plan()).isEqualTo("b1 a2 c3 d4");
        move(b, QueueTarget.slot(day(3)));
        assertThat(plan()).isEqualTo("a1 c2 b3! d4");
        move(b, QueueTarget.front());
        assertThat(plan()).isEqualTo("b1 a2 c3 d4");
        enqueue(b, QueueTarget.end());
        assertThat(plan()).isEqualTo("a1 c2 d3 b4");
    }

    @Test
    void besideAChosenSlotTheMovedOneTakesTheSlotNextToItOrIsRefused() {
        daily(BELL);
        queued("a");
        queued("b");
        PostWithDeliveries x = queued("x", QueueTarget.slot(day(3)));
        PostWithDeliveries c = queued("c");
        assertThat(plan()).isEqualTo("a1 b2 x3! c4");

        move(c, QueueTarget.before(bell(x).id()));
        assertThat(plan()).isEqualTo("a1 c2 x3! b4");
        move(c, QueueTarget.after(bell(x).id()));
        assertThat(plan()).isEqualTo("a1 b2 x3! c4");
        PostWithDeliveries y = queued("y", QueueTarget.slot(day(1)));
        assertThat(plan()).isEqualTo("y1! a2 x3! b4 c5");
        assertThatThrownBy(() -> move(c, QueueTarget.before(bell(y).id())))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("no free slot before");
        PostWithDeliveries z = queued("z", QueueTarget.slot(day(9)));
        assertThatThrownBy(() -> move(c, QueueTarget.after(bell(z).id())))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Choose a slot");
        assertThat(plan()).isEqualTo("y1! a2 x3! b4 c5 z9!");
    }

    @Test
    void whatIsNotQueuedOrIsGoingOutIsNotMoved() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        PostWithDeliveries other = desk.service.create(HERE, Desk.scheduled(BELL));

        assertThat(codeOf(() -> desk.queues.move(HERE, BELL.id(), bell(other).id(), ANY, QueueTarget.front())))
                .isEqualTo("not-queued");
        assertThat(invalid(() -> desk.queues.move(HERE, BELL.id(), bell(a).id(), ANY, QueueTarget.before(bell(a).id())))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("before");
        assertThat(invalid(() -> desk.queues.move(HERE, BELL.id(), bell(a).id(), ANY, QueueTarget.place(0)))
                        .violations()
                        .get(0)
                        .field())
                .isEqualTo("to");
        desk.clock.set(day(1).minusSeconds(2));
        assertThat(codeOf(() -> desk.queues.move(HERE, BELL.id(), bell(b).id(), ANY, QueueTarget.before(bell(a).id()))))
                .isEqualTo("slot-over");
        desk.claim(day(1));
        assertThat(codeOf(() -> desk.queues.move(HERE, BELL.id(), bell(a).id(), ANY, QueueTarget.end())))
                .isEqualTo(ConflictException.PUBLISHING_NOW);
        assertThat(codeOf(() -> enqueue(a, QueueTarget.end()))).isEqualTo(ConflictException.PUBLISHING_NOW);
    }

    @Test
    void whatWasPublishedOrFailedHasLeftTheQueueByItself() {
        daily(BELL);
        PostWithDeliveries a = queued("a");
        PostWithDeliveries b = queued("b");
        queued("c");
        desk.become(now(a), BELL, DeliveryState.PUBLISHED);
        desk.become(now(b), BELL, DeliveryState.FAILED);
        desk.clock.set(day(2).plusSeconds(1));

        assertThat(plan()).isEqualTo("c3");
        desk.service.retry(HERE, bell(b).id(), Desk.ANNA);
        queued("d");
        assertThat(plan()).isEqualTo("c3 d4");
        assertThat(bell(b).queued()).isEmpty();
    }

    @Test
    void movedPostIsPreparedAnewFromWhereItHasCome() {
        daily(TUSK);
        PostWithDeliveries a = enqueue(desk.service.create(HERE, Desk.post(TUSK)), QueueTarget.end());
        desk.become(a, TUSK, delivery -> delivery.preparation(Preparation.READY).wakeAt(Optional.of(day(1))));

        enqueue(desk.service.create(HERE, Desk.post(TUSK)), QueueTarget.front());

        Delivery moved = of(now(a), TUSK);
        assertThat(moved.due()).isEqualTo(day(2));
        assertThat(moved.preparation()).isEqualTo(Preparation.PENDING);
        assertThat(moved.wakeAt()).contains(day(2).minus(Desk.WINDOW));
        assertThat(moved.key()).isEqualTo(of(a, TUSK).key());
    }
}
