package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.LEASE;
import static io.carillon.persistence.internal.Samples.ME;
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
import io.carillon.api.model.WaitReason;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claim.Doubted;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What lacks its publisher or its claimant is found again. */
class RecoveryTest extends DispatchTest {

    @Test
    void withoutAPublisherDeliveriesWaitAndWakeWhenItComes() {
        Delivery scheduled = add(NOW.minusSeconds(3));
        add(NOW.minusSeconds(2));
        Claim claim = dispatch.claim(order(NOW, NOW.minusSeconds(3), 1, Platform.SANDBOX))
                .get(0);
        Delivery inDoubt = claim.delivery().toBuilder()
                .state(DeliveryState.IN_DOUBT)
                .wakeAt(Optional.of(NOW))
                .build();
        dispatch.settle(List.of(new Settlement(
                claim.id(), inDoubt, Optional.empty(), Optional.of(new Doubted(claim.id(), NOW, 1)), false)));

        assertThat(dispatch.parkAbsent(Set.of(Platform.SANDBOX), NOW)).isZero();
        assertThat(dispatch.parkAbsent(Set.of(Platform.X), NOW)).isEqualTo(2);
        assertThat(dispatch.nextWake()).isEmpty();
        assertThat(stored(scheduled).state()).isEqualTo(DeliveryState.IN_DOUBT);

        assertThat(dispatch.unpark(Platform.X, WaitReason.PUBLISHER_ABSENT, NOW))
                .isZero();
        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.ACCOUNT_NEEDS_RECONNECT, NOW))
                .isEqualTo(1);
        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW))
                .isEqualTo(1);
        assertThat(dispatch.claim(order(NOW, NOW, 10, Platform.SANDBOX)))
                .extracting(Claim::kind)
                .containsExactlyInAnyOrder(ClaimKind.RECONCILE, ClaimKind.PUBLISH);
    }

    @Test
    void parkingIsDoneWithNobodyLeft() {
        StoredPost post = post(account, "many");
        List<Delivery> deliveries = new ArrayList<>();
        for (int i = 0; i < Parking.PIECE + 50; i++) {
            deliveries.add(delivery(post, account, NOW));
        }
        stores.posts().add(post, deliveries);

        assertThat(dispatch.parkAbsent(Set.of(), NOW)).isEqualTo(deliveries.size());
        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW))
                .isEqualTo(deliveries.size());
        assertThat(dispatch.nextWake()).contains(NOW);
    }

    @Test
    void whatAFormerRunLeftArmedIsFoundAndItsOtherClaimsEnd() {
        Delivery armed = add(NOW);
        Delivery preparing = add(NOW, Preparation.PENDING);
        List<Claim> former = dispatch.claim(order(FORMER_ME, NOW, NOW, 10, Platform.SANDBOX));
        Claim publish = former.stream()
                .filter(claim -> claim.kind() == ClaimKind.PUBLISH)
                .findFirst()
                .orElseThrow();
        Instant restart = NOW.plusSeconds(1);

        assertThat(dispatch.orphansOf(FORMER_ME, restart, 10)).isEmpty();
        assertThat(dispatch.orphansOf(new Claimant("another", "boot-1"), restart, 10))
                .isEmpty();
        List<Orphan> orphans = dispatch.orphansOf(ME, restart, 10);

        assertThat(orphans).containsExactly(new Orphan(publish.id(), FORMER_ME, stored(armed), NOW));
        assertThat(stored(preparing).wakeAt()).contains(restart);
        assertThat(dispatch.claim(order(restart, restart, 10, Platform.SANDBOX)))
                .extracting(Claim::kind)
                .containsExactly(ClaimKind.PREPARE);
    }

    @Test
    void armedDeliveriesWhoseClaimsEndedAreFoundWhoeverMadeThem() {
        add(NOW);
        dispatch.claim(order(new Claimant("another", "boot"), NOW, NOW, 10, Platform.SANDBOX));

        assertThat(dispatch.expired(NOW.plus(LEASE).minusMillis(1), 10)).isEmpty();
        assertThat(dispatch.expired(NOW.plus(LEASE), 10)).hasSize(1);
    }
}
