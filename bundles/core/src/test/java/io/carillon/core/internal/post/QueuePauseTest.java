package io.carillon.core.internal.post;

import static io.carillon.core.internal.post.Desk.BELL;
import static io.carillon.core.internal.post.Desk.HERE;
import static io.carillon.core.internal.post.Desk.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.WaitReason;
import io.carillon.api.service.QueueTarget;
import io.carillon.api.store.PostWithDeliveries;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An edit is no way out of a queue that is paused. */
class QueuePauseTest extends QueuedPosts {

    private static PostWithDeliveries waiting(Desk desk, WaitReason reason) {
        PostWithDeliveries draft =
                desk.service.create(HERE, Post.to(BELL).caption("a").build());
        desk.queues.set(HERE, BELL.id(), ANY, DAILY, false);
        PostWithDeliveries queued = desk.service.enqueue(HERE, draft.post().id(), ANY, QueueTarget.end());
        return desk.become(queued, BELL, delivery -> delivery.state(DeliveryState.WAITING)
                .waitReason(Optional.of(reason))
                .wakeAt(Optional.empty()));
    }

    private static PostWithDeliveries edited(Desk desk, PostWithDeliveries post) {
        return desk.service.edit(
                HERE, post.post().id(), ANY, Post.to(BELL).caption("A").build().inQueue());
    }

    @Test
    void whatNeedsNoApprovalAnyMoreWaitsForTheQueueToBeResumed() {
        // The workspace asked for approval when it was queued, and asks no more.
        PostWithDeliveries post = waiting(desk, WaitReason.APPROVAL_MISSING);
        pause(true);

        PostWithDeliveries edited = edited(desk, post);

        assertThat(of(edited, BELL).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        assertThat(desk.claim(day(30))).isEmpty();
        pause(false);
        assertThat(desk.claim(day(30))).hasSize(1);
    }

    @Test
    void pauseThatIsFasterThanAnEditHolds() {
        Runnable[] rival = {() -> {}};
        Desk raced = new Desk(store -> new RacingStore(store, () -> rival[0].run()));
        PostWithDeliveries post = waiting(raced, WaitReason.PUBLISHER_ABSENT);
        rival[0] = () -> {
            rival[0] = () -> {};
            raced.queues.set(HERE, BELL.id(), ANY, DAILY, true);
        };

        PostWithDeliveries edited = edited(raced, post);

        assertThat(edited.post().post().content().caption()).isEqualTo("A");
        assertThat(of(edited, BELL).waitReason()).contains(WaitReason.QUEUE_PAUSED);
        assertThat(raced.claim(day(30))).isEmpty();
    }
}
