package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.NOW;
import static io.carillon.persistence.internal.Samples.account;
import static io.carillon.persistence.internal.Samples.delivery;
import static io.carillon.persistence.internal.Samples.order;
import static io.carillon.persistence.internal.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.StoredPost;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is prepared ahead is kept, as long as it is still wanted. */
class PreparingTest extends DispatchTest {

    @Test
    void whatHasYetToBePreparedIsPreparedFirst() {
        Delivery pending = add(NOW, Preparation.PENDING);

        Claim claim = dispatch.claim(order(NOW, NOW, 10, Platform.SANDBOX)).get(0);
        assertThat(claim.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(claim.delivery().state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(claim.prepared()).isEmpty();
        assertThat(dispatch.checkpoint(claim.id(), new PreparedValue("half"))).isTrue();
        assertThat(dispatch.prepared(
                        claim.id(), new PreparedValue("half"), false, Optional.empty(), NOW.plusSeconds(1)))
                .isTrue();
        assertThat(stored(pending).wakeAt()).contains(NOW.plusSeconds(1));

        Instant next = NOW.plusSeconds(1);
        Claim again = dispatch.claim(order(next, next, 10, Platform.SANDBOX)).get(0);
        assertThat(again.prepared()).contains(new PreparedValue("half"));
        assertThat(dispatch.prepared(
                        again.id(),
                        new PreparedValue("x".repeat(PreparedValue.MAX_LENGTH)),
                        true,
                        Optional.of(NOW.plusSeconds(60)),
                        next))
                .isTrue();

        Claim publish = dispatch.claim(order(next, next, 10, Platform.SANDBOX)).get(0);
        assertThat(publish.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(publish.prepared().orElseThrow().value()).hasSize(PreparedValue.MAX_LENGTH);
        assertThat(publish.preparedExpiresAt()).contains(NOW.plusSeconds(60));
        assertThat(dispatch.checkpoint(again.id(), PreparedValue.NOTHING)).isFalse();
        assertThat(dispatch.prepared(again.id(), PreparedValue.NOTHING, true, Optional.empty(), NOW))
                .isFalse();
    }

    @Test
    void whatExpiresBeforeItIsDueIsPreparedAgain() {
        add(NOW.plusSeconds(2), Preparation.PENDING);
        Claim claim = dispatch.claim(order(NOW, NOW.plusSeconds(2), 1, Platform.SANDBOX))
                .get(0);
        dispatch.prepared(
                claim.id(), new PreparedValue("old"), true, Optional.of(NOW.plusSeconds(1)), NOW.plusSeconds(1));

        Claim again = dispatch.claim(order(NOW, NOW.plusSeconds(2), 1, Platform.SANDBOX))
                .get(0);

        assertThat(again.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(again.preparedExpiresAt()).contains(NOW.plusSeconds(1));
    }

    @Test
    void anEditEndsPreparingAndForgetsWhatWasPrepared() {
        StoredPost post = post(account, "before");
        Delivery delivery = delivery(post, account, NOW, Preparation.PENDING);
        stores.posts().add(post, List.of(delivery));
        Claim claim = dispatch.claim(order(NOW, NOW, 1, Platform.SANDBOX)).get(0);
        dispatch.checkpoint(claim.id(), new PreparedValue("of revision 1"));

        Delivery before = stored(delivery);
        Delivery after = before.toBuilder().revision(2).wakeAt(Optional.of(NOW)).build();
        stores.posts()
                .change(new PostChange(
                        post.edited(post.post(), NOW),
                        1,
                        List.of(),
                        List.of(new DeliveryChange(before, after)),
                        List.of()));

        assertThat(dispatch.checkpoint(claim.id(), new PreparedValue("late"))).isFalse();
        assertThat(dispatch.claim(order(NOW, NOW, 1, Platform.SANDBOX)).get(0).prepared())
                .isEmpty();
    }
}
