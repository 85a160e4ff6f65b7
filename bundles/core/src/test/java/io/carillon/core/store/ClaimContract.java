package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Preparation;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.ClaimOrder;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is claimed, when, and for what; and what preparing stores. */
public abstract class ClaimContract extends StoreContract {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final PreparedValue UPLOADED = new PreparedValue("uploaded");

    @Test
    void nothingWakesInAnEmptyStore() {
        assertThat(dispatch.nextWake()).isEmpty();
        assertThat(claim(NOW, NOW.plusSeconds(1000))).isEmpty();
    }

    @Test
    void nextWakeIsTheEarliest() {
        stored(NOW.plusSeconds(20));
        stored(NOW.plusSeconds(10));
        stored(NOW.minusSeconds(10), builder -> builder.wakeAt(Optional.empty()));

        assertThat(dispatch.nextWake()).contains(NOW.plusSeconds(10));
    }

    @Test
    void whatWakesUpToTheHorizonIsClaimedEarliestFirst() {
        Delivery last = stored(NOW.plus(SECOND));
        Delivery first = stored(NOW.minus(SECOND));
        Delivery middle = stored(NOW);
        stored(NOW.plus(SECOND).plusNanos(1000));

        assertThat(claim(NOW, NOW.plus(SECOND)))
                .extracting(claim -> claim.delivery().id())
                .containsExactly(first.id(), middle.id(), last.id());
    }

    @Test
    void noMoreAreClaimedThanTheLimit() {
        stored(NOW.plusSeconds(2));
        Delivery earliest = stored(NOW);
        stored(NOW.plusSeconds(1));

        assertThat(claim(NODE, NOW, NOW.plusSeconds(5), 1))
                .extracting(claim -> claim.delivery().id())
                .containsExactly(earliest.id());
        assertThat(claim(NODE, NOW, NOW.plusSeconds(5), 5)).hasSize(2);
    }

    @Test
    void onlyPlatformsWithALeaseAreClaimed() {
        stored(TUSK, NOW.minusSeconds(1), builder -> builder);
        Delivery bell = stored(NOW);

        List<Claim> claims = dispatch.claim(
                new ClaimOrder(NODE, NOW, NOW, 500, Map.of(Platform.SANDBOX, Leases.all(LEASE)), this::freshId));

        assertThat(claims).extracting(claim -> claim.delivery().id()).containsExactly(bell.id());
    }

    @Test
    void claimToPublishArmsTheDeliveryUntilItsLeaseAfterDue() {
        Delivery delivery = stored(NOW.plus(SECOND));

        Claim claim = claim(NOW, NOW.plus(SECOND)).get(0);

        assertThat(claim.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(claim.until()).isEqualTo(NOW.plus(SECOND).plus(LEASE));
        assertThat(claim.delivery())
                .isEqualTo(delivery.toBuilder()
                        .state(DeliveryState.ARMED)
                        .wakeAt(Optional.of(claim.until()))
                        .build());
        assertThat(now(delivery)).isEqualTo(claim.delivery());
        assertThat(claim.post().id()).isEqualTo(delivery.post());
        assertThat(claim.post().post().content().caption()).isEqualTo("Ring the bell");
        assertThat(claim.prepared()).isEmpty();
        assertThat(claim.doubted()).isEmpty();
    }

    @Test
    void eachKindOfClaimLastsAsLongAsItsOwnLease() {
        stored(NOW);
        stored(NOW.plusSeconds(3600), toPrepare(NOW));
        stored(NOW, in(DeliveryState.IN_DOUBT));
        Leases leases = new Leases(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(45));

        List<Claim> claims =
                dispatch.claim(new ClaimOrder(NODE, NOW, NOW, 500, Map.of(Platform.SANDBOX, leases), this::freshId));

        assertThat(claims)
                .extracting(Claim::kind, Claim::until)
                .containsExactlyInAnyOrder(
                        tuple(ClaimKind.PUBLISH, NOW.plusSeconds(30)),
                        tuple(ClaimKind.PREPARE, NOW.plusSeconds(600)),
                        tuple(ClaimKind.RECONCILE, NOW.plusSeconds(45)));
    }

    @Test
    void nodeThatDoesNotArmStillPreparesAndReconciles() {
        Instant soon = NOW.plusSeconds(1);
        Delivery good = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        dispatch.prepared(claimOne(NOW).id(), UPLOADED, true, Optional.of(NOW.plusSeconds(7200)), soon);
        Delivery stale = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        dispatch.prepared(claimOne(NOW).id(), UPLOADED, true, Optional.of(NOW.plusSeconds(60)), NOW);
        Delivery plain = stored(NOW);
        Delivery pending = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Delivery doubtful = stored(NOW, in(DeliveryState.IN_DOUBT));

        List<Claim> claims = dispatch.claim(new ClaimOrder(NODE, NOW, soon, 500, LEASES, false, this::freshId));

        assertThat(claims)
                .extracting(claim -> claim.delivery().id(), Claim::kind)
                .containsExactlyInAnyOrder(
                        tuple(stale.id(), ClaimKind.PREPARE),
                        tuple(pending.id(), ClaimKind.PREPARE),
                        tuple(doubtful.id(), ClaimKind.RECONCILE));
        assertThat(List.of(now(plain).state(), now(good).state())).containsOnly(DeliveryState.SCHEDULED);
        assertThat(claim(NOW, soon)).extracting(Claim::kind).containsExactly(ClaimKind.PUBLISH, ClaimKind.PUBLISH);
    }

    @Test
    void leaseOfAnOverdueDeliveryStartsNow() {
        stored(NOW.minusSeconds(3600));

        assertThat(claimOne(NOW).until()).isEqualTo(NOW.plus(LEASE));
    }

    @Test
    void claimedDeliveryIsNotClaimedAgainThoughTheHorizonReachesPastItsEnd() {
        stored(NOW);
        stored(NOW, toPrepare(NOW));
        claim(NOW, NOW);

        assertThat(claim(NOW, NOW.plus(LEASE).plusSeconds(100))).isEmpty();
        assertThat(dispatch.nextWake()).contains(NOW.plus(LEASE));
    }

    @Test
    void armedDeliveryIsNeverClaimedAgainEvenWhenItsClaimHasEnded() {
        stored(NOW);
        claimOne(NOW);

        assertThat(claim(NOW.plusSeconds(500), NOW.plusSeconds(500))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SCHEDULED", "RETRYING", "IN_DOUBT"})
    void deliveriesInOtherStatesAreNotClaimed(DeliveryState state) {
        stored(NOW, in(state));

        assertThat(claim(NOW, NOW)).isEmpty();
    }

    @Test
    void pendingDeliveryIsClaimedForPreparingAndKeepsItsState() {
        Delivery delivery = stored(NOW.plusSeconds(3600), toPrepare(NOW));

        Claim claim = claimOne(NOW);

        assertThat(claim.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(claim.until()).isEqualTo(NOW.plus(LEASE));
        assertThat(now(delivery))
                .isEqualTo(delivery.toBuilder()
                        .wakeAt(Optional.of(NOW.plus(LEASE)))
                        .build());
    }

    @Test
    void endedClaimToPrepareIsTakenOverAndItsHolderFencedOff() {
        stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim old = claimOne(NOW);
        dispatch.checkpoint(old.id(), UPLOADED);

        Claim taken = claimOne(new Claimant("south", "boot-1"), NOW.plus(LEASE));

        assertThat(taken.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(taken.prepared()).contains(UPLOADED);
        assertThat(dispatch.checkpoint(old.id(), new PreparedValue("late"))).isFalse();
        assertThat(dispatch.prepared(old.id(), new PreparedValue("late"), true, Optional.empty(), NOW))
                .isFalse();
        assertThat(dispatch.checkpoint(taken.id(), UPLOADED)).isTrue();
    }

    @Test
    void checkpointIsWhatTheNextVisitStartsFrom() {
        stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim first = claimOne(NOW);

        assertThat(first.prepared()).isEmpty();
        assertThat(dispatch.checkpoint(first.id(), new PreparedValue("session")))
                .isTrue();
        assertThat(dispatch.checkpoint(first.id(), UPLOADED)).isTrue();

        assertThat(claimOne(NOW.plus(LEASE)).prepared()).contains(UPLOADED);
    }

    @Test
    void claimToPublishTakesNoCheckpoint() {
        stored(NOW);
        Claim claim = claimOne(NOW);

        assertThat(dispatch.checkpoint(claim.id(), UPLOADED)).isFalse();
        assertThat(dispatch.prepared(claim.id(), UPLOADED, true, Optional.empty(), NOW))
                .isFalse();
    }

    @Test
    void visitThatIsNotTheLastEndsItsClaimAndWakesWhenAsked() {
        Delivery delivery = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim claim = claimOne(NOW);

        assertThat(dispatch.prepared(claim.id(), UPLOADED, false, Optional.empty(), NOW.plusSeconds(5)))
                .isTrue();

        assertThat(now(delivery).preparation()).isEqualTo(Preparation.PENDING);
        assertThat(now(delivery).wakeAt()).contains(NOW.plusSeconds(5));
        assertThat(dispatch.prepared(claim.id(), UPLOADED, true, Optional.empty(), NOW))
                .as("the claim has ended")
                .isFalse();
        Claim next = claimOne(NOW.plusSeconds(5));
        assertThat(next.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(next.prepared()).contains(UPLOADED);
    }

    @Test
    void preparedDeliveryIsClaimedForPublishingWithItsValue() {
        Delivery delivery = prepared(NOW.plusSeconds(60), Optional.of(NOW.plusSeconds(61)));

        assertThat(now(delivery).preparation()).isEqualTo(Preparation.READY);
        assertThat(now(delivery).wakeAt()).contains(NOW.plusSeconds(60));
        Claim claim = claimOne(NOW.plusSeconds(60));

        assertThat(claim.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(claim.prepared()).contains(UPLOADED);
        assertThat(claim.preparedExpiresAt()).contains(NOW.plusSeconds(61));
    }

    @Test
    void whatWasPreparedForEverDoesNotExpire() {
        prepared(NOW.plusSeconds(60), Optional.empty());

        assertThat(claimOne(NOW.plusSeconds(6000)).kind()).isEqualTo(ClaimKind.PUBLISH);
    }

    @Test
    void whatExpiresBeforeItIsDueIsPreparedAnewFromTheOldValue() {
        prepared(NOW.plusSeconds(60), Optional.of(NOW.plusSeconds(60)));

        Claim claim = claim(NOW.plusSeconds(59), NOW.plusSeconds(60)).get(0);

        assertThat(claim.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(claim.prepared()).contains(UPLOADED);
    }

    @Test
    void whatExpiredWhileItWasLateIsPreparedAnew() {
        prepared(NOW.plusSeconds(60), Optional.of(NOW.plusSeconds(70)));

        assertThat(claimOne(NOW.plusSeconds(80)).kind()).isEqualTo(ClaimKind.PREPARE);
    }

    @Test
    void checkpointAfterExpiryMakesTheDeliveryPendingAgain() {
        Delivery delivery = prepared(NOW.plusSeconds(60), Optional.of(NOW.plusSeconds(30)));
        Claim claim = claimOne(NOW.plusSeconds(60));

        dispatch.checkpoint(claim.id(), new PreparedValue("second session"));

        assertThat(now(delivery).preparation()).isEqualTo(Preparation.PENDING);
        Claim next = claimOne(claim.until());
        assertThat(next.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(next.prepared()).contains(new PreparedValue("second session"));
    }

    @Test
    void whatIsPreparedInTimeIsLateOnlyFromWhenItCouldGoOn() {
        Instant due = NOW.plusSeconds(60);
        Delivery inTime = prepared(due, Optional.empty());
        Delivery overrun = stored(due, toPrepare(NOW));
        dispatch.prepared(claimOne(NOW).id(), UPLOADED, true, Optional.empty(), due.plusSeconds(30));
        Delivery waiting =
                stored(due, builder -> toPrepare(NOW).apply(builder).lateFrom(Optional.of(due.plusSeconds(90))));
        dispatch.prepared(claimOne(NOW).id(), UPLOADED, false, Optional.empty(), due.plusSeconds(30));

        assertThat(now(inTime).lateFrom()).isEmpty();
        assertThat(now(overrun).lateFrom()).contains(due.plusSeconds(30));
        assertThat(now(waiting).lateFrom()).contains(due.plusSeconds(90));
    }

    @Test
    void whatMakesProgressIsNotLateBeforeItsClaimHasEnded() {
        Delivery soon = stored(NOW.plusSeconds(1), toPrepare(NOW));
        Claim claim = claimOne(NOW);
        dispatch.checkpoint(claim.id(), UPLOADED);
        Delivery later = stored(NOW.plus(LEASE).plusSeconds(60), toPrepare(NOW));
        dispatch.checkpoint(claimOne(NOW).id(), UPLOADED);

        assertThat(now(soon).lateFrom()).isEqualTo(now(soon).wakeAt()).isPresent();
        assertThat(now(later).lateFrom()).isEmpty();
    }

    /** A delivery that was claimed now and is ready to be published when it is due. */
    private Delivery prepared(Instant due, Optional<Instant> expiresAt) {
        Delivery delivery = stored(due, toPrepare(NOW));
        dispatch.prepared(claimOne(NOW).id(), UPLOADED, true, expiresAt, due);
        return delivery;
    }

    @Test
    void retryIsClaimedAtItsTime() {
        Delivery delivery = stored(NOW.minusSeconds(60), retrying(NOW));

        assertThat(claim(NOW.minusSeconds(5), NOW.minusSeconds(1))).isEmpty();
        Claim claim = claimOne(NOW);

        assertThat(claim.kind()).isEqualTo(ClaimKind.PUBLISH);
        assertThat(claim.until()).isEqualTo(NOW.plus(LEASE));
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.ARMED);
        assertThat(now(delivery).retryAt()).isEmpty();
        assertThat(now(delivery).attempts()).isEqualTo(1);
    }

    @Test
    void whatExpiresBeforeTheRetryIsPreparedAnew() {
        prepared(NOW.plusSeconds(60), Optional.of(NOW.plusSeconds(90)));
        Claim failed = claimOne(NOW.plusSeconds(60));
        dispatch.settle(List.of(settlement(failed, retrying(NOW.plusSeconds(90)))));

        Claim claim = claim(NOW.plusSeconds(89), NOW.plusSeconds(90)).get(0);

        assertThat(claim.kind()).isEqualTo(ClaimKind.PREPARE);
        assertThat(claim.delivery().state()).isEqualTo(DeliveryState.RETRYING);
        assertThat(claim.delivery().retryAt()).contains(NOW.plusSeconds(90));
    }

    @Test
    void doubtIsClaimedToBeAskedAboutWithTheAttemptThatIsInDoubt() {
        Delivery delivery = stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(10));

        Claim claim = claimOne(NOW.plusSeconds(10));

        assertThat(claim.kind()).isEqualTo(ClaimKind.RECONCILE);
        assertThat(claim.id()).isNotEqualTo(doubted);
        assertThat(claim.doubted()).contains(new Claim.Doubted(doubted, NOW, 0));
        assertThat(claim.until()).isEqualTo(NOW.plusSeconds(10).plus(LEASE));
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.IN_DOUBT);
    }
}
