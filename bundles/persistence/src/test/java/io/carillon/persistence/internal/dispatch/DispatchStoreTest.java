package io.carillon.persistence.internal.dispatch;

import static io.carillon.persistence.internal.Samples.LEASE;
import static io.carillon.persistence.internal.Samples.ME;
import static io.carillon.persistence.internal.Samples.NOW;
import static io.carillon.persistence.internal.Samples.account;
import static io.carillon.persistence.internal.Samples.delivery;
import static io.carillon.persistence.internal.Samples.id;
import static io.carillon.persistence.internal.Samples.order;
import static io.carillon.persistence.internal.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.Account;
import io.carillon.api.model.Attempt;
import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.model.Problem;
import io.carillon.api.model.Publication;
import io.carillon.api.model.StoredPost;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.Claim.Doubted;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.DispatchStore;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.PostChange;
import io.carillon.api.store.PostChange.DeliveryChange;
import io.carillon.api.store.Settlement;
import io.carillon.persistence.internal.OnEachDatabase;
import io.carillon.persistence.internal.Stores;
import io.carillon.persistence.internal.TestStores;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnEachDatabase
class DispatchStoreTest {

    private static final Claimant FORMER_ME = new Claimant(ME.node(), "boot-1");

    private Stores stores;
    private DispatchStore dispatch;
    private Account account;

    @BeforeEach
    void open() {
        stores = TestStores.empty();
        dispatch = stores.dispatch();
        account = account(Platform.SANDBOX, "@creator");
        stores.accounts().add(account, Optional.empty());
    }

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

    private Delivery add(Instant due) {
        return add(due, Preparation.NONE);
    }

    private Delivery add(Instant due, Preparation preparation) {
        StoredPost post = post(account, "caption");
        Delivery delivery = delivery(post, account, due, preparation);
        stores.posts().add(post, List.of(delivery));
        return delivery;
    }

    private Delivery stored(Delivery delivery) {
        return stores.posts().findDelivery(delivery.workspace(), delivery.id()).orElseThrow();
    }

    private static Delivery failed(Claim claim) {
        return claim.delivery().toBuilder()
                .state(DeliveryState.FAILED)
                .wakeAt(Optional.empty())
                .build();
    }

    private static Settlement settlement(Claim claim, Delivery delivery, Attempt attempt) {
        return new Settlement(claim.id(), delivery, Optional.of(attempt), Optional.empty(), true);
    }

    private static Attempt attempt(Claim claim, Attempt.Result result) {
        return new Attempt(
                claim.id(),
                claim.delivery().id(),
                Attempt.Kind.PUBLISH,
                1,
                ME.node(),
                NOW,
                Optional.of(NOW.plusMillis(1)),
                Optional.of(NOW.plusMillis(2)),
                result,
                "fine");
    }
}
