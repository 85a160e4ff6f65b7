package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.Workspace;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.StaleException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may be removed, and what may not. */
public abstract class RemovalContract extends QueryContract {

    @Test
    void removedDeliveryMustNeverHaveBeenAttempted() {
        Delivery delivery = stored(NOW);
        StoredPost post =
                posts.find(Workspace.DEFAULT_ID, delivery.post()).orElseThrow().post();
        PostChange removal =
                new PostChange(post.edited(bell(NOW), NOW), 1, List.of(), List.of(), List.of(delivery.id()));
        Claim claim = claimOne(NOW);

        assertThatThrownBy(() -> posts.change(removal)).isInstanceOf(StaleException.class);
        dispatch.settle(List.of(published(claim)));
        assertThatThrownBy(() -> posts.change(removal)).isInstanceOf(StaleException.class);
        assertThat(posts.attempts(delivery.id())).hasSize(1);
    }

    @Test
    void removedPostIsGoneWithItsDeliveries() {
        Delivery delivery = stored(NOW);

        posts.remove(Workspace.DEFAULT_ID, delivery.post(), 1);

        assertThat(posts.find(Workspace.DEFAULT_ID, delivery.post())).isEmpty();
        assertThat(posts.findDelivery(Workspace.DEFAULT_ID, delivery.id())).isEmpty();
        assertThat(dispatch.nextWake()).isEmpty();
    }

    @Test
    void removedPostTakesAClaimToPrepareWithIt() {
        Delivery delivery = stored(NOW.plusSeconds(60), toPrepare(NOW));
        Claim claim = claimOne(NOW);

        posts.remove(Workspace.DEFAULT_ID, delivery.post(), 1);

        assertThat(dispatch.checkpoint(claim.id(), PreparedValue.NOTHING)).isFalse();
        assertThat(dispatch.prepared(claim.id(), PreparedValue.NOTHING, true, Optional.empty(), NOW))
                .isFalse();
        assertThat(dispatch.settle(List.of(settlement(claim, in(DeliveryState.FAILED)))))
                .isEmpty();
    }

    @Test
    void postThatWasOnlyPreparedIsRemovedWithItsStory() {
        Delivery delivery = stored(NOW.plusSeconds(60), toPrepare(NOW));
        dispatch.addEvidence(visit(delivery, NOW, Attempt.Result.PREPARED, 1));

        posts.remove(Workspace.DEFAULT_ID, delivery.post(), 1);

        assertThat(posts.findDelivery(Workspace.DEFAULT_ID, delivery.id())).isEmpty();
        assertThat(posts.attempts(delivery.id())).isEmpty();
    }

    @Test
    void postIsNotRemovedAtAnotherRevisionFromAnotherWorkspaceWhileClaimedOrOnceAttempted() {
        Delivery delivery = stored(NOW);
        assertThatThrownBy(() -> posts.remove(Workspace.DEFAULT_ID, delivery.post(), 2))
                .isInstanceOf(StaleException.class);
        assertThatThrownBy(() -> posts.remove(OTHER, delivery.post(), 1)).isInstanceOf(StaleException.class);
        Claim claim = claimOne(NOW);
        assertThatThrownBy(() -> posts.remove(Workspace.DEFAULT_ID, delivery.post(), 1))
                .isInstanceOf(StaleException.class);
        dispatch.settle(List.of(published(claim)));
        assertThatThrownBy(() -> posts.remove(Workspace.DEFAULT_ID, delivery.post(), 1))
                .isInstanceOf(StaleException.class);
        assertThat(posts.find(Workspace.DEFAULT_ID, delivery.post())).isPresent();
    }
}
