package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.NOW;
import static io.carillon.persistence.internal.Samples.delivery;
import static io.carillon.persistence.internal.Samples.id;
import static io.carillon.persistence.internal.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claim.Doubted;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Settlement;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What came of a claim is stored under that claim only. */
class SettlingTest extends DispatchTest {

    @Test
    void settlingStoresEverythingAndEndsTheClaim() {
        Delivery delivery = add(NOW);
        Claim claim = dispatch.claim(order(NOW, NOW, 1, Platform.SANDBOX)).get(0);
        Delivery published = claim.delivery().toBuilder()
                .state(DeliveryState.PUBLISHED)
                .wakeAt(Optional.empty())
                .attempts(1)
                .publication(Optional.of(
                        new Publication("r1", Optional.of(URI.create("https://example.com/r1")), NOW.plusMillis(7))))
                .lateness(Optional.of(Duration.ofNanos(-123_000)))
                .problem(Optional.of(new Problem("late", "It was late.")))
                .build();
        Attempt attempt = attempt(claim, Attempt.Result.PUBLISHED);

        assertThat(dispatch.settle(List.of(settlement(claim, published, attempt))))
                .containsExactly(claim.id());

        assertThat(stored(delivery)).isEqualTo(published);
        assertThat(stores.posts().attempts(delivery.id())).containsExactly(attempt);
        assertThat(dispatch.nextWake()).isEmpty();
        assertThat(dispatch.settle(List.of(settlement(claim, claim.delivery(), attempt))))
                .isEmpty();
        assertThat(stored(delivery)).isEqualTo(published);
    }

    @Test
    void aStaleSettlementAmongOthersIsLeftOut() {
        add(NOW.minusSeconds(2));
        add(NOW.minusSeconds(1));
        List<Claim> claims = dispatch.claim(order(NOW, NOW, 2, Platform.SANDBOX));
        Claim good = claims.get(0);
        Claim stale = claims.get(1);
        AttemptId other = new AttemptId(id("t"));

        Set<AttemptId> settled = dispatch.settle(List.of(
                new Settlement(
                        other,
                        stale.delivery(),
                        Optional.of(attempt(stale, Attempt.Result.NOT_SENT)),
                        Optional.empty(),
                        true),
                settlement(good, failed(good), attempt(good, Attempt.Result.REJECTED))));

        assertThat(settled).containsExactly(good.id());
        assertThat(stored(stale.delivery()).state()).isEqualTo(DeliveryState.ARMED);
        assertThat(stores.posts().attempts(stale.delivery().id())).isEmpty();
    }

    @Test
    void aDoubtIsKeptAndReconciled() {
        add(NOW);
        Claim claim = dispatch.claim(order(NOW, NOW, 1, Platform.SANDBOX)).get(0);
        Doubted doubted = new Doubted(claim.id(), NOW, 0);
        Delivery inDoubt = claim.delivery().toBuilder()
                .state(DeliveryState.IN_DOUBT)
                .wakeAt(Optional.of(NOW.plusSeconds(1)))
                .build();
        dispatch.settle(List.of(new Settlement(
                claim.id(),
                inDoubt,
                Optional.of(attempt(claim, Attempt.Result.INDETERMINATE)),
                Optional.of(doubted),
                false)));

        Instant next = NOW.plusSeconds(1);
        Claim reconcile = dispatch.claim(order(next, next, 1, Platform.SANDBOX)).get(0);

        assertThat(reconcile.kind()).isEqualTo(ClaimKind.RECONCILE);
        assertThat(reconcile.doubted()).contains(doubted);
        assertThat(reconcile.delivery().state()).isEqualTo(DeliveryState.IN_DOUBT);
    }

    @Test
    void evidenceIsAddedWithoutTouchingTheDelivery() {
        Delivery delivery = add(NOW);
        Attempt evidence = new Attempt(
                new AttemptId(id("t")),
                delivery.id(),
                Attempt.Kind.LATE_ANSWER,
                1,
                "node-1",
                NOW,
                Optional.of(NOW),
                Optional.of(NOW),
                Attempt.Result.PUBLISHED,
                "x".repeat(5000));

        dispatch.addEvidence(evidence);

        assertThat(stored(delivery)).isEqualTo(delivery);
        assertThat(stores.posts().attempts(delivery.id()))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.detail()).hasSize(4000).endsWith("…"));
    }

    private static Delivery failed(Claim claim) {
        return claim.delivery().toBuilder()
                .state(DeliveryState.FAILED)
                .wakeAt(Optional.empty())
                .build();
    }
}
