package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Post;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.BeingAskedException;
import io.carillon.api.store.Claim;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostWithDeliveries;
import io.carillon.api.store.StaleException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Changes of a post and its deliveries: as a whole, against what was read, and against the engine. */
public abstract class ChangeContract extends SeriesContract {

    @Test
    void changeReplacesPostAndDeliveriesAsAWhole() {
        StoredPost post = post(bell(NOW), NOW);
        Delivery kept = delivery(post, BELL, NOW);
        posts.add(post, List.of(kept));
        StoredPost edited = post.edited(both("Edited"), NOW.plusSeconds(1));
        Delivery moved = kept.toBuilder()
                .due(NOW.plusSeconds(60))
                .wakeAt(Optional.of(NOW.plusSeconds(60)))
                .revision(2)
                .build();
        Delivery added = delivery(edited, TUSK, NOW.plusSeconds(60));

        posts.change(new PostChange(edited, 1, List.of(added), List.of(change(kept, moved)), List.of()));

        PostWithDeliveries found = posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow();
        assertThat(found.post()).isEqualTo(edited);
        assertThat(found.deliveries()).containsExactlyInAnyOrder(moved, added);
        assertThat(dispatch.nextWake()).contains(NOW.plusSeconds(60));

        StoredPost back = edited.edited(bell(NOW.plusSeconds(60)), NOW.plusSeconds(2));
        posts.change(new PostChange(back, 2, List.of(), List.of(), List.of(added.id())));

        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().deliveries())
                .containsExactly(moved);
        assertThat(posts.findDelivery(Workspace.DEFAULT_ID, added.id())).isEmpty();
    }

    @Test
    void doubtIsNotDeniedWhileItIsBeingAskedAbout() {
        Delivery delivery = stored(NOW);
        leftInDoubt(NOW, NOW.plusSeconds(60));
        Claim asking = claimOne(NOW.plusSeconds(60));
        Delivery doubtful = now(delivery);

        assertThatThrownBy(() -> settle(doubtful, DeliveryState.FAILED)).isInstanceOf(BeingAskedException.class);
        assertThat(now(delivery)).isEqualTo(doubtful);

        dispatch.settle(List.of(settlement(asking, as -> as.wakeAt(Optional.of(NOW.plusSeconds(120))))));
        settle(now(delivery), DeliveryState.FAILED);
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void doubtIsConfirmedEvenWhileItIsBeingAskedAbout() {
        Delivery delivery = stored(NOW);
        leftInDoubt(NOW, NOW.plusSeconds(60));
        Claim asking = claimOne(NOW.plusSeconds(60));

        settle(now(delivery), DeliveryState.PUBLISHED);

        assertThat(now(delivery).state()).isEqualTo(DeliveryState.PUBLISHED);
        assertThat(dispatch.settle(List.of(settlement(asking, as -> as)))).isEmpty();
    }

    private void settle(Delivery doubtful, DeliveryState state) {
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, doubtful.post()).orElseThrow().post();
        Delivery settled =
                doubtful.toBuilder().state(state).wakeAt(Optional.empty()).build();
        posts.change(new PostChange(
                post,
                post.revision(),
                List.of(),
                List.of(new PostChange.DeliveryChange(doubtful, settled)),
                List.of()));
    }

    @Test
    void changeMayLeaveTheRevisionAsItIs() {
        Delivery failed = stored(NOW, in(DeliveryState.FAILED));
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, failed.post()).orElseThrow().post();

        posts.change(new PostChange(post, 1, List.of(), List.of(change(failed, DeliveryState.RETRYING)), List.of()));

        assertThat(now(failed).state()).isEqualTo(DeliveryState.RETRYING);
        assertThat(posts.find(Workspace.DEFAULT_ID, failed.post()).orElseThrow().post())
                .isEqualTo(post);
    }

    @Test
    void changeOfAnOldRevisionIsStale() {
        StoredPost post = post(bell(NOW), NOW);
        Delivery delivery = delivery(post, BELL, NOW);
        posts.add(post, List.of(delivery));
        StoredPost second = post.edited(both("Second"), NOW);
        posts.change(new PostChange(second, 1, List.of(), List.of(), List.of()));

        assertThatThrownBy(() -> posts.change(new PostChange(
                        post.edited(both("Other"), NOW),
                        1,
                        List.of(delivery(post, TUSK, NOW)),
                        List.of(change(delivery, DeliveryState.CANCELLED)),
                        List.of())))
                .isInstanceOf(StaleException.class);

        PostWithDeliveries found = posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow();
        assertThat(found.post()).isEqualTo(second);
        assertThat(found.deliveries()).containsExactly(delivery);
    }

    @Test
    void changeOfAPostThatIsNotThereIsStale() {
        StoredPost post = post(bell(NOW), NOW);

        assertThatThrownBy(() ->
                        posts.change(new PostChange(post.edited(bell(NOW), NOW), 1, List.of(), List.of(), List.of())))
                .isInstanceOf(StaleException.class);
        assertThatThrownBy(() -> posts.remove(Workspace.DEFAULT_ID, post.id(), 1))
                .isInstanceOf(StaleException.class);
    }

    @Test
    void changeIsStaleIfStateRevisionOrDueTimeOfADeliveryHasMovedOn() {
        StoredPost post = post(both("Ring"), NOW);
        Delivery first = delivery(post, BELL, NOW);
        Delivery second = delivery(post, TUSK, NOW);
        posts.add(post, List.of(first, second));

        for (Delivery misread : List.of(
                second.toBuilder().state(DeliveryState.WAITING).build(),
                second.toBuilder().revision(7).build(),
                second.toBuilder().due(NOW.plusNanos(1000)).build())) {
            assertThatThrownBy(() -> posts.change(new PostChange(
                            post.edited(both("Edited"), NOW),
                            1,
                            List.of(),
                            List.of(change(first, DeliveryState.CANCELLED), change(misread, DeliveryState.CANCELLED)),
                            List.of())))
                    .isInstanceOf(StaleException.class);
        }

        assertThat(posts.find(Workspace.DEFAULT_ID, post.id()).orElseThrow().post())
                .isEqualTo(post);
        assertThat(now(first)).isEqualTo(first);
    }

    @Test
    void changeIsStaleIfADeliveryWasTriedAgainSinceItWasRead() {
        Delivery read = stored(NOW, retrying(NOW));
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, read.post()).orElseThrow().post();
        List<UnaryOperator<DeliveryBuilder>> fates = List.of(
                builder -> builder.attempts(2).retryAt(read.retryAt()),
                builder -> builder.retryAt(Optional.of(NOW.plusSeconds(60))),
                builder -> builder.retryAt(read.retryAt()).lateFrom(Optional.of(NOW.plusSeconds(60))));

        for (UnaryOperator<DeliveryBuilder> fate : fates) {
            Claim claim = claimOne(NOW);
            dispatch.settle(List.of(settlement(
                    claim,
                    builder -> fate.apply(builder).state(DeliveryState.RETRYING).wakeAt(Optional.of(NOW)))));
            Delivery tried = now(read);
            assertThat(tried.state()).isEqualTo(DeliveryState.RETRYING);

            assertThatThrownBy(() -> posts.change(new PostChange(
                            post.edited(bell(NOW), NOW),
                            1,
                            List.of(),
                            List.of(change(read, DeliveryState.CANCELLED)),
                            List.of())))
                    .isInstanceOf(StaleException.class);
            assertThat(now(read)).isEqualTo(tried);
        }
    }

    @Test
    void changeIsStaleWhileADeliveryIsClaimedForPublishing() {
        Delivery delivery = stored(NOW);
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();
        Claim claim = claimOne(NOW);

        for (Delivery read : List.of(delivery, claim.delivery())) {
            assertThatThrownBy(() -> posts.change(new PostChange(
                            post.edited(bell(NOW), NOW),
                            1,
                            List.of(),
                            List.of(change(read, DeliveryState.CANCELLED)),
                            List.of())))
                    .isInstanceOf(StaleException.class);
        }
        assertThat(dispatch.settle(List.of(published(claim)))).hasSize(1);
    }

    @Test
    void changeEndsAClaimToPrepareAndForgetsWhatWasPrepared() {
        Delivery delivery = stored(NOW.plusSeconds(60), toPrepare(NOW));
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();
        Claim claim = claimOne(NOW);
        dispatch.checkpoint(claim.id(), new PreparedValue("for the old text"));
        Delivery edited = delivery.toBuilder().revision(2).build();

        posts.change(new PostChange(
                post.edited(bell(NOW), NOW), 1, List.of(), List.of(change(delivery, edited)), List.of()));

        assertThat(dispatch.checkpoint(claim.id(), PreparedValue.NOTHING)).isFalse();
        assertThat(dispatch.prepared(claim.id(), PreparedValue.NOTHING, true, Optional.empty(), NOW))
                .isFalse();
        Claim next = claimOne(NOW);
        assertThat(next.prepared()).isEmpty();
        assertThat(next.delivery().revision()).isEqualTo(2);
        assertThat(next.post().revision()).isEqualTo(2);
    }

    @Test
    void whatWasPreparedStaysWhereTheRevisionDoes() {
        Delivery delivery = stored(NOW, toPrepare(NOW));
        dispatch.prepared(claimOne(NOW).id(), new PreparedValue("v"), true, Optional.empty(), NOW);
        Delivery prepared = now(delivery);
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();

        posts.change(new PostChange(post, 1, List.of(), List.of(change(prepared, prepared)), List.of()));

        assertThat(claimOne(NOW).prepared()).contains(new PreparedValue("v"));
    }

    @Test
    void personsWordSettlesADoubtAndEndsTheClaimToAskAboutIt() {
        Delivery delivery = stored(NOW);
        leftInDoubt(NOW, NOW.plusSeconds(1));
        Claim ask = claimOne(NOW.plusSeconds(1));
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();

        posts.change(new PostChange(
                post, 1, List.of(), List.of(change(ask.delivery(), DeliveryState.PUBLISHED)), List.of()));

        assertThat(dispatch.settle(List.of(settlement(ask, in(DeliveryState.RETRYING)))))
                .isEmpty();
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.PUBLISHED);
    }

    @Test
    void ofManyEditorsOfOneRevisionOneWins() throws Exception {
        Delivery delivery = stored(NOW);
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();
        PostChange edit = new PostChange(post.edited(bell(NOW), NOW), 1, List.of(), List.of(), List.of());

        List<Boolean> won = DispatchStoreContract.inParallel(8, () -> succeeds(edit));

        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void ofAnEditAndAClaimAtOnceOneWins() throws Exception {
        for (int i = 0; i < 20; i++) {
            Delivery delivery = stored(NOW);
            StoredPost post = posts.find(Workspace.DEFAULT_ID, delivery.post())
                    .orElseThrow()
                    .post();
            Delivery cancelled = delivery.toBuilder()
                    .state(DeliveryState.CANCELLED)
                    .wakeAt(Optional.empty())
                    .build();
            PostChange edit = new PostChange(post, 1, List.of(), List.of(change(delivery, cancelled)), List.of());
            AtomicInteger turn = new AtomicInteger();

            List<Boolean> won = DispatchStoreContract.inParallel(
                    2,
                    () -> turn.getAndIncrement() == 0
                            ? succeeds(edit)
                            : !claim(NOW, NOW).isEmpty());

            assertThat(won).containsOnlyOnce(true);
        }
    }

    private boolean succeeds(PostChange change) {
        try {
            posts.change(change);
            return true;
        } catch (StaleException e) {
            return false;
        }
    }

    private static Post both(String caption) {
        return Post.to(BELL).account(TUSK).caption(caption).build();
    }

    static PostChange.DeliveryChange change(Delivery before, DeliveryState state) {
        return change(before, before.toBuilder().state(state).build());
    }

    static PostChange.DeliveryChange change(Delivery before, Delivery after) {
        return new PostChange.DeliveryChange(before, after);
    }
}
