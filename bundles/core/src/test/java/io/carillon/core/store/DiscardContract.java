package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Discard;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.Settlement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What edits, cancels, removals and skipped posts leave behind for a publisher to clean up. */
public abstract class DiscardContract extends RemovalContract {

    private static final PreparedValue UPLOAD = new PreparedValue("upload-7");
    private static final Set<Platform> ALL = Set.of(Platform.SANDBOX, Platform.MASTODON);

    private Delivery prepared(PreparedValue value, boolean ready) {
        Delivery delivery = stored(NOW.plusSeconds(60), toPrepare(NOW));
        Claim claim = claimOne(NOW);
        dispatch.prepared(claim.id(), value, ready, Optional.empty(), delivery.due());
        return now(delivery);
    }

    private void change(Delivery before, long revision, UnaryOperator<DeliveryBuilder> as) {
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, before.post()).orElseThrow().post();
        StoredPost after =
                new StoredPost(post.id(), post.workspace(), revision, post.post(), post.createdAt(), post.updatedAt());
        Delivery changed = as.apply(before.toBuilder().revision(revision)).build();
        posts.change(new PostChange(
                after, post.revision(), List.of(), List.of(new PostChange.DeliveryChange(before, changed)), List.of()));
    }

    private static Discard discard(Delivery delivery) {
        return new Discard(
                delivery.key(),
                delivery.workspace(),
                delivery.post(),
                delivery.id(),
                delivery.account(),
                delivery.platform(),
                delivery.due(),
                UPLOAD);
    }

    @Test
    void editLeavesWhatWasPreparedUnderItsOldKeyAndItIsTakenOnce() {
        Delivery before = prepared(UPLOAD, true);

        change(
                before,
                2,
                as -> as.key(delivery(
                                posts.find(Workspace.DEFAULT_ID, before.post())
                                        .orElseThrow()
                                        .post(),
                                BELL,
                                NOW)
                        .key()));

        assertThat(now(before).key()).isNotEqualTo(before.key());
        assertThat(dispatch.takeDiscards(ALL, 10)).containsExactly(discard(before));
        assertThat(dispatch.takeDiscards(ALL, 10)).isEmpty();
    }

    @Test
    void cancelAndUnschedulingLeaveWhatWasPreparedAtTheSameRevision() {
        Delivery cancelled = prepared(UPLOAD, true);
        Delivery drafted = prepared(UPLOAD, false);

        change(cancelled, 1, as -> as.state(DeliveryState.CANCELLED).wakeAt(Optional.empty()));
        change(drafted, 1, as -> as.state(DeliveryState.DRAFT).wakeAt(Optional.empty()));
        change(now(cancelled), 2, as -> as.state(DeliveryState.SCHEDULED));

        assertThat(dispatch.takeDiscards(ALL, 10)).containsExactly(discard(cancelled), discard(drafted));
    }

    @Test
    void whatTheEngineCallsOffLeavesWhatWasPreparedUnlessItsClaimHasEnded() {
        Delivery skipped = prepared(UPLOAD, true);
        Claim claim = claim(NOW, skipped.due()).get(0);
        Settlement settlement =
                settlement(claim, as -> as.state(DeliveryState.CANCELLED).wakeAt(Optional.empty()));

        dispatch.settle(List.of(settlement));

        assertThat(dispatch.takeDiscards(ALL, 10)).containsExactly(discard(skipped));
        change(now(skipped), 2, as -> as.state(DeliveryState.SCHEDULED).wakeAt(Optional.of(NOW)));
        dispatch.settle(List.of(settlement));
        assertThat(dispatch.takeDiscards(ALL, 10)).isEmpty();
        assertThat(claimOne(NOW).prepared()).isEmpty();
    }

    @Test
    void removalOfADeliveryOrOfItsPostLeavesWhatWasPrepared() {
        Delivery single = prepared(UPLOAD, true);
        Delivery whole = prepared(UPLOAD, true);
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, single.post()).orElseThrow().post();

        posts.change(new PostChange(post, 1, List.of(), List.of(), List.of(single.id())));
        posts.remove(Workspace.DEFAULT_ID, whole.post(), 1);

        assertThat(dispatch.takeDiscards(ALL, 10)).containsExactly(discard(single), discard(whole));
    }

    @Test
    void whatTheChangeDoesNotTouchOrWasNeverPreparedLeavesNothing() {
        Delivery moved = prepared(UPLOAD, true);
        Delivery nothing = prepared(PreparedValue.NOTHING, true);
        Delivery pending = stored(NOW.plusSeconds(60), toPrepare(NOW.plusSeconds(30)));

        change(moved, 1, as -> as.wakeAt(Optional.of(NOW.plusSeconds(5))));
        change(nothing, 2, UnaryOperator.identity());
        change(pending, 2, UnaryOperator.identity());

        assertThat(dispatch.takeDiscards(ALL, 10)).isEmpty();
        assertThat(claim(NOW, NOW.plusSeconds(5)).get(0).prepared()).contains(UPLOAD);
    }

    @Test
    void onlyTheValuesOfTheGivenNetworksAreTakenAndTheOldestFirst() {
        Delivery first = prepared(UPLOAD, true);
        Delivery second = prepared(UPLOAD, true);
        List.of(second, first).forEach(one -> change(one, 1, in(DeliveryState.CANCELLED)));

        assertThat(dispatch.takeDiscards(Set.of(), 10)).isEmpty();
        assertThat(dispatch.takeDiscards(Set.of(Platform.MASTODON), 10)).isEmpty();
        assertThat(dispatch.takeDiscards(ALL, 1)).containsExactly(discard(first));
        assertThat(dispatch.takeDiscards(ALL, 1)).containsExactly(discard(second));
    }

    @Test
    void ofManyTakersEachValueGoesToOne() throws Exception {
        IntStream.range(0, 40).forEach(i -> change(prepared(UPLOAD, true), 1, in(DeliveryState.CANCELLED)));
        ExecutorService takers = Executors.newFixedThreadPool(4);
        try {
            Callable<List<Discard>> take = () -> {
                List<Discard> mine = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    mine.addAll(dispatch.takeDiscards(ALL, 3));
                }
                return mine;
            };
            int taken = 0;
            Set<Discard> different = new HashSet<>();
            for (Future<List<Discard>> one : takers.invokeAll(List.of(take, take, take, take))) {
                taken += one.get().size();
                different.addAll(one.get());
            }
            assertThat(taken).isEqualTo(40);
            assertThat(different).hasSize(40);
        } finally {
            takers.shutdownNow();
        }
    }
}
