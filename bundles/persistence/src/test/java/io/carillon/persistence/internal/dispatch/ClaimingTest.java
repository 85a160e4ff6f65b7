package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.LEASE;
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
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is due is claimed, once, in pieces. */
class ClaimingTest extends DispatchTest {

    @Test
    void nothingStoredNeverWakes() {
        assertThat(dispatch.nextWake()).isEmpty();
        assertThat(dispatch.claim(order(NOW, NOW, 10, Platform.SANDBOX))).isEmpty();
    }

    @Test
    void whatIsDueIsArmedEarliestFirst() {
        Delivery later = add(NOW.minusSeconds(1));
        Delivery earlier = add(NOW.minusSeconds(5));
        Delivery notYet = add(NOW.plusSeconds(5));

        List<Claim> claims = dispatch.claim(order(NOW, NOW.plusSeconds(2), 10, Platform.SANDBOX));

        assertThat(claims).extracting(claim -> claim.delivery().id()).containsExactly(earlier.id(), later.id());
        Claim first = claims.get(0);
        assertThat(first.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(first.delivery().state()).isEqualTo(DeliveryState.ARMED);
        assertThat(first.until()).isEqualTo(NOW.plus(LEASE));
        assertThat(first.post().post().accounts()).containsExactly(account);
        assertThat(stored(earlier)).isEqualTo(first.delivery());
        assertThat(stored(notYet)).isEqualTo(notYet);
        assertThat(dispatch.nextWake()).contains(notYet.due());
    }

    @Test
    void aClaimLastsFromTheDueTimeOn() {
        add(NOW.plusSeconds(1));

        Claim claim = dispatch.claim(order(NOW, NOW.plusSeconds(2), 10, Platform.SANDBOX))
                .get(0);

        assertThat(claim.until()).isEqualTo(NOW.plusSeconds(1).plus(LEASE));
    }

    @Test
    void whatIsClaimedIsNotClaimedAgainUnlessItIsOnlyBeingPreparedAndItsTimeIsUp() {
        add(NOW);
        add(NOW, Preparation.PENDING);
        assertThat(dispatch.claim(order(NOW, NOW, 10, Platform.SANDBOX))).hasSize(2);
        Instant late = NOW.plus(LEASE).plusSeconds(1);

        assertThat(dispatch.claim(order(NOW, late, 10, Platform.SANDBOX))).isEmpty();
        assertThat(dispatch.claim(order(late, late, 10, Platform.SANDBOX)))
                .extracting(Claim::kind)
                .containsExactly(ClaimKind.PREPARE);
    }

    @Test
    void limitAndPlatformsAreKept() {
        for (int i = 0; i < 5; i++) {
            add(NOW.minusSeconds(i));
        }

        assertThat(dispatch.claim(order(NOW, NOW, 3, Platform.SANDBOX))).hasSize(3);
        assertThat(dispatch.claim(order(NOW, NOW, 10, Platform.X))).isEmpty();
        assertThat(dispatch.claim(order(NOW, NOW, 10))).isEmpty();
        assertThat(dispatch.claim(order(NOW, NOW, 10, Platform.SANDBOX, Platform.X)))
                .hasSize(2);
    }

    @Test
    void moreThanOnePieceIsClaimedInOneCall() {
        StoredPost post = post(account, "many");
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            deliveries.add(delivery(post, account, NOW.minusSeconds(i)));
        }
        stores.posts().add(post, deliveries);

        List<Claim> claims = dispatch.claim(order(NOW, NOW, 1100, Platform.SANDBOX));

        assertThat(claims).hasSize(1100);
        assertThat(claims).extracting(claim -> claim.delivery().due()).isSorted();
        assertThat(claims).extracting(Claim::id).doesNotHaveDuplicates();
    }
}
