package io.carillon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.api.model.AttemptId;
import io.carillon.api.model.Delivery;
import io.carillon.api.model.DeliveryBuilder;
import io.carillon.api.model.DeliveryState;
import io.carillon.api.model.Platform;
import io.carillon.api.model.Problem;
import io.carillon.api.model.WaitReason;
import io.carillon.api.publisher.PreparedValue;
import io.carillon.api.store.Claim;
import io.carillon.api.store.ClaimKind;
import io.carillon.api.store.Claimant;
import io.carillon.api.store.Orphan;
import io.carillon.api.store.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is parked for want of a publisher, and what dead nodes leave behind. */
public abstract class RecoveryContract extends ClaimContract {

    private static final Claimant FORMER = new Claimant(NODE.node(), "boot-1");
    private static final Claimant SOUTH = new Claimant("south", "boot-1");

    @Test
    void whatHasNoPublisherIsParked() {
        Delivery due = stored(TUSK, NOW, builder -> builder);
        Delivery retry = stored(TUSK, NOW.minusSeconds(60), builder -> retrying(NOW)
                .apply(builder)
                .problem(Optional.of(new Problem("rate-limited", "It waits for its place."))));
        Delivery later = stored(TUSK, NOW.plusSeconds(1), builder -> builder);
        Delivery present = stored(NOW);

        assertThat(dispatch.parkAbsent(Set.of(Platform.SANDBOX), NOW)).isEqualTo(2);

        assertThat(Stream.of(due, retry).map(this::now)).allSatisfy(parked -> {
            assertThat(parked.state()).isEqualTo(DeliveryState.WAITING);
            assertThat(parked.waitReason()).contains(WaitReason.PUBLISHER_ABSENT);
            assertThat(parked.problem()).contains(Problem.publisherAbsent(TUSK.platform(), false));
            assertThat(parked.retryAt()).isEmpty();
            assertThat(parked.wakeAt()).isEmpty();
        });
        assertThat(now(due).lateFrom()).isEmpty();
        assertThat(now(retry).lateFrom()).contains(NOW);
        assertThat(now(later)).isEqualTo(later);
        assertThat(now(present)).isEqualTo(present);
    }

    @Test
    void doubtWithoutAPublisherStaysADoubtAndSleepsUntilThePublisherComes() {
        Delivery delivery = stored(NOW);
        AttemptId doubted = leftInDoubt(NOW, NOW.plusSeconds(1));

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(dispatch.nextWake()).isEmpty();

        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(9)))
                .isEqualTo(1);
        assertThat(claimOne(NOW.plusSeconds(9)).doubted()).contains(new Claim.Doubted(doubted, NOW, 0));
    }

    @Test
    void whatARunThatIsGoneWasPreparingWakesAtOnceAndNothingElseOfIt() {
        Claimant gone = new Claimant("south", "boot-1");
        Delivery preparing = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Delivery armed = stored(NOW);
        Delivery doubtful = stored(NOW, in(DeliveryState.IN_DOUBT));
        List<Claim> theirs = claim(gone, NOW, NOW, 500);
        Delivery ours = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        claim(NODE, NOW, NOW, 500);
        Instant later = NOW.plusSeconds(1);

        assertThat(dispatch.endPreparing(new Claimant("south", "boot-2"), later))
                .isZero();
        assertThat(dispatch.endPreparing(gone, later)).isEqualTo(1);

        assertThat(now(preparing).wakeAt()).contains(later);
        assertThat(Stream.of(armed, doubtful, ours).map(one -> now(one).wakeAt().orElseThrow()))
                .containsOnly(NOW.plus(LEASE));
        Claim taken = claimOne(NODE, later);
        assertThat(taken.delivery().id()).isEqualTo(preparing.id());
        AttemptId former = theirs.stream()
                .filter(claim -> claim.kind() == ClaimKind.PREPARE)
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(dispatch.checkpoint(former, new PreparedValue("late"))).isFalse();
        assertThat(dispatch.endPreparing(gone, later)).isZero();
    }

    @Test
    void whatIsClaimedIsNotParked() {
        Delivery armed = stored(NOW);
        Delivery preparing = stored(NOW.plusSeconds(60), toPrepare(NOW));
        claim(NOW, NOW);

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plus(LEASE).minusNanos(1000)))
                .isZero();
        assertThat(now(armed).state()).isEqualTo(DeliveryState.ARMED);
        assertThat(now(preparing).state()).isEqualTo(DeliveryState.SCHEDULED);
    }

    @Test
    void parkingEndsAClaimThatHadLapsed() {
        stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim claim = claimOne(NOW);

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plus(LEASE))).isEqualTo(1);
        assertThat(dispatch.checkpoint(claim.id(), PreparedValue.NOTHING)).isFalse();
    }

    @Test
    void armedDeliveryIsNotParkedEvenWhenItsClaimHasEnded() {
        Delivery armed = stored(NOW);
        claimOne(NOW);

        assertThat(dispatch.parkAbsent(Set.of(), NOW.plusSeconds(1000))).isZero();
        assertThat(now(armed).state()).isEqualTo(DeliveryState.ARMED);
    }

    @Test
    void publisherThatComesWakesWhatWaitedForIt() {
        Delivery waiting = stored(TUSK, NOW, builder -> builder);
        dispatch.parkAbsent(Set.of(), NOW);

        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(5)))
                .isZero();
        assertThat(dispatch.unpark(Platform.MASTODON, WaitReason.ACCOUNT_NEEDS_RECONNECT, NOW.plusSeconds(5)))
                .isZero();
        assertThat(dispatch.unpark(Platform.MASTODON, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(5)))
                .isEqualTo(1);

        assertThat(now(waiting))
                .isEqualTo(waiting.toBuilder()
                        .wakeAt(Optional.of(NOW.plusSeconds(5)))
                        .problem(Optional.of(Problem.publisherAbsent(TUSK.platform(), false)))
                        .build());
    }

    @Test
    void wokenDeliveryThatHasYetToBePreparedIsPreparedAtOnce() {
        Delivery waiting = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        dispatch.parkAbsent(Set.of(), NOW);

        dispatch.unpark(Platform.SANDBOX, WaitReason.PUBLISHER_ABSENT, NOW.plusSeconds(5));

        assertThat(now(waiting).wakeAt()).contains(NOW.plusSeconds(5));
        assertThat(claimOne(NOW.plusSeconds(5)).kind()).isEqualTo(ClaimKind.PREPARE);
    }

    @Test
    void wokenDeliveryThatNeedsNoPreparingIsNotArmedBeforeItIsDue() {
        Delivery waiting = stored(NOW.plusSeconds(3600), RecoveryContract::waitingForItsAccount);

        assertThat(dispatch.unpark(Platform.SANDBOX, WaitReason.ACCOUNT_NEEDS_RECONNECT, NOW))
                .isEqualTo(1);

        assertThat(now(waiting).wakeAt()).contains(NOW.plusSeconds(3600));
        assertThat(now(waiting).waitReason()).isEmpty();
    }

    @Test
    void reconnectedAccountWakesOnlyWhatWaitedForIt() {
        Delivery own = stored(NOW, RecoveryContract::waitingForItsAccount);
        Delivery other = stored(TUSK, NOW, RecoveryContract::waitingForItsAccount);

        assertThat(dispatch.unparkAccount(own.account(), NOW)).isEqualTo(1);

        assertThat(now(own).state()).isEqualTo(DeliveryState.SCHEDULED);
        assertThat(now(other).state()).isEqualTo(DeliveryState.WAITING);
    }

    @Test
    void whatAFormerRunOfThisNodeArmedIsAnOrphanBeforeItsClaimEnds() {
        stored(NOW);
        Claim left = claimOne(FORMER, NOW);

        assertThat(dispatch.orphansOf(NODE, NOW.plusSeconds(1), 10))
                .containsExactly(new Orphan(left.id(), FORMER, left.delivery(), NOW));
    }

    @Test
    void whatThisRunOrAnotherNodeArmedIsNoOrphan() {
        stored(NOW);
        claimOne(NODE, NOW);
        stored(NOW);
        claimOne(SOUTH, NOW);

        assertThat(dispatch.orphansOf(NODE, NOW.plusSeconds(1), 10)).isEmpty();
    }

    @Test
    void otherClaimsOfAFormerRunAreEndedAndWakeAtOnce() {
        Delivery preparing = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim left = claimOne(FORMER, NOW);
        Delivery prepares = stored(NOW.plusSeconds(3600), toPrepare(NOW));
        Claim kept = claimOne(SOUTH, NOW);

        assertThat(dispatch.orphansOf(NODE, NOW.plusSeconds(1), 10)).isEmpty();

        assertThat(now(preparing).wakeAt()).contains(NOW.plusSeconds(1));
        assertThat(dispatch.checkpoint(left.id(), PreparedValue.NOTHING)).isFalse();
        assertThat(claimOne(NOW.plusSeconds(1)).delivery().id()).isEqualTo(preparing.id());
        assertThat(now(prepares).wakeAt()).contains(kept.until());
    }

    @Test
    void noMoreOrphansAreGivenThanTheLimit() {
        IntStream.range(0, 3).forEach(i -> stored(NOW));
        claim(FORMER, NOW, NOW, 10);

        assertThat(dispatch.orphansOf(NODE, NOW, 2)).hasSize(2);
        assertThat(dispatch.expired(NOW.plus(LEASE), 2)).hasSize(2);
    }

    @Test
    void armedDeliveryIsExpiredFromTheEndOfItsClaimWhoeverMadeIt() {
        stored(NOW);
        Claim north = claimOne(NODE, NOW);
        stored(NOW);
        Claim south = claimOne(SOUTH, NOW);
        stored(NOW.plusSeconds(60), toPrepare(NOW));
        claimOne(SOUTH, NOW);

        assertThat(dispatch.expired(NOW.plus(LEASE).minusNanos(1000), 10)).isEmpty();
        assertThat(dispatch.expired(NOW.plus(LEASE), 10))
                .extracting(Orphan::attempt)
                .containsExactlyInAnyOrder(north.id(), south.id());
    }

    @Test
    void settlingAnOrphanTakesItOverAndFencesOffItsFormerHolder() {
        Delivery delivery = stored(NOW);
        Claim left = claimOne(SOUTH, NOW);
        Orphan orphan = dispatch.expired(NOW.plus(LEASE), 10).get(0);
        Delivery doubtful = orphan.delivery().toBuilder()
                .state(DeliveryState.IN_DOUBT)
                .wakeAt(Optional.of(NOW.plus(LEASE)))
                .build();
        Claim.Doubted doubted = new Claim.Doubted(orphan.attempt(), orphan.armedAt(), 0);

        assertThat(dispatch.settle(List.of(
                        new Settlement(orphan.attempt(), doubtful, Optional.empty(), Optional.of(doubted), false))))
                .containsExactly(left.id());
        assertThat(dispatch.settle(List.of(published(left)))).isEmpty();
        assertThat(now(delivery).state()).isEqualTo(DeliveryState.IN_DOUBT);
        assertThat(claimOne(NOW.plus(LEASE)).doubted()).contains(doubted);
    }

    private static DeliveryBuilder waitingForItsAccount(DeliveryBuilder builder) {
        return builder.state(DeliveryState.WAITING)
                .waitReason(Optional.of(WaitReason.ACCOUNT_NEEDS_RECONNECT))
                .wakeAt(Optional.empty());
    }

    @Test
    void whatARunHasArmedIsFoundWhetherOrNotItKnows() {
        Delivery due = stored(NOW);
        stored(NOW.plusSeconds(3600), toPrepare(NOW));
        List<Claim> claims = claim(NODE, NOW, NOW, 500);
        stored(NOW);
        claim(SOUTH, NOW, NOW, 500);
        AttemptId armed = claims.stream()
                .filter(claim -> claim.kind() == ClaimKind.PUBLISH)
                .findFirst()
                .orElseThrow()
                .id();

        List<Orphan> found = dispatch.armedBy(NODE, 10);

        assertThat(found)
                .containsExactly(new Orphan(
                        armed,
                        NODE,
                        claims.stream()
                                .filter(claim -> claim.id().equals(armed))
                                .findFirst()
                                .orElseThrow()
                                .delivery(),
                        NOW));
        assertThat(found.get(0).delivery().id()).isEqualTo(due.id());
        assertThat(dispatch.armedBy(FORMER, 10)).isEmpty();
        assertThat(dispatch.armedBy(NODE, 0)).isEmpty();
    }
}
